"""Compiles one contract; run by the Python that the compiler is installed for.

    $CHEQUER_VYPER/0.4.3/bin/python compile.py FOLDER CONTRACT

Prints the compiler's outputs as JSON. Code is for the EVM of London, which differs from Berlin's by
BASEFEE alone; no contract asks for it. Three of the compiler's rules are lifted, none of which the EVM
knows:

- It keeps slot 0 for its lock against re-entry. No contract has one, and sources/words.vy is an array
  over all slots.
- `init` is a word of its own. Vaults and shells have functions of that name.
- A contract cannot have a function `balance`. Swarm's does: an underscore behind a function's name is
  not part of what its selector is made of.
"""
import json
import os
import pathlib
import sys
import warnings

import vyper.ast.identifiers as identifiers
import vyper.semantics.analysis.data_positions as positions
import vyper.semantics.types.function as function
from vyper.cli.vyper_compile import compile_files
from vyper.compiler.settings import OptimizationLevel, Settings

positions.Allocators.allocate_global_nonreentrancy_slot = lambda self: None
positions.Allocators.get_global_nonreentrant_key_slot = lambda self: None
identifiers.RESERVED_KEYWORDS.discard("init")

method_ids, signature = function._generate_method_id, function.ContractFunctionT.abi_signature_for_kwargs
function._generate_method_id = lambda name, types: method_ids(name.rstrip("_"), types)
function.ContractFunctionT.abi_signature_for_kwargs = lambda self, kwargs: signature(self, kwargs).replace("_(", "(", 1)

warnings.simplefilter("ignore")
folder, name = sys.argv[1:]
os.chdir(folder)
settings = Settings(evm_version="london", optimize=OptimizationLevel.GAS)
outputs = ["abi", "bytecode", "bytecode_runtime", "layout", "method_identifiers"]
(said,) = compile_files([pathlib.Path(f"{name}.vy")], outputs, settings=settings, paths=["."]).values()
json.dump({key: said[key] for key in outputs}, sys.stdout)
