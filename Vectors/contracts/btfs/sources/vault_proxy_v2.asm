; VaultProxy V2: the shell whose clones are vaults (go-btfs 2.1.2). Its logic stands in ERC-1967's slot of
; whoever runs this code, which is the clone. init works while the slot is empty, for anyone.

  PUSH1 4  CALLDATASIZE  LT  PUSH2 @delegate  JUMPI
  PUSH1 0  CALLDATALOAD  PUSH1 224  SHR
  PUSH4 0xc0d91eaf  EQ  PUSH2 @init  JUMPI

; Everything else is the logic's: whatever it answers is answered, and whatever it refuses with.
delegate: JUMPDEST
  CALLDATASIZE  PUSH1 0  PUSH1 0  CALLDATACOPY
  PUSH1 0  PUSH1 0  CALLDATASIZE  PUSH1 0
  PUSH32 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc  SLOAD
  PUSH20 0xffffffffffffffffffffffffffffffffffffffff  AND
  GAS  DELEGATECALL
  RETURNDATASIZE  PUSH1 0  PUSH1 0  RETURNDATACOPY
  PUSH2 @answered  JUMPI
  RETURNDATASIZE  PUSH1 0  REVERT
answered: JUMPDEST
  RETURNDATASIZE  PUSH1 0  RETURN

; init(address logic, bytes data): the words of the call, as strictly as Solidity reads them.
init: JUMPDEST
  PUSH1 68  CALLDATASIZE  LT  PUSH2 @refuse  JUMPI
  PUSH1 4  CALLDATALOAD                                  ; logic
  DUP1  PUSH1 160  SHR  PUSH2 @refuse  JUMPI
  PUSH1 36  CALLDATALOAD
  DUP1  PUSH1 64  SHR  PUSH2 @refuse  JUMPI
  PUSH1 4  ADD                                           ; logic, where the length stands
  DUP1  PUSH1 31  ADD  CALLDATASIZE  GT  ISZERO  PUSH2 @refuse  JUMPI
  DUP1  CALLDATALOAD                                     ; logic, place, length
  DUP1  PUSH1 64  SHR  PUSH2 @outsized  JUMPI
  SWAP1  PUSH1 32  ADD                                   ; logic, length, where the data begin
  DUP2  DUP2  ADD  CALLDATASIZE  LT  PUSH2 @refuse  JUMPI

  ; the guard of V2
  PUSH32 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc  SLOAD
  PUSH20 0xffffffffffffffffffffffffffffffffffffffff  AND
  PUSH2 @taken  JUMPI
  DUP3  EXTCODESIZE  ISZERO  PUSH2 @codeless  JUMPI
  DUP3
  PUSH32 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc  SLOAD
  PUSH20 0xffffffffffffffffffffffffffffffffffffffff  NOT  AND  OR                            ; what shares the slot stays
  PUSH32 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc  SSTORE
  DUP3
  PUSH32 0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b  ; Upgraded(address)
  PUSH1 0  PUSH1 0  LOG2
  DUP2  ISZERO  PUSH2 @done  JUMPI
  DUP2  SWAP1  PUSH1 0  CALLDATACOPY                     ; logic, length
  PUSH1 0  PUSH1 0  DUP3  PUSH1 0  DUP6  GAS  DELEGATECALL
  PUSH2 @done  JUMPI
  RETURNDATASIZE  ISZERO  PUSH2 @unexplained  JUMPI
  RETURNDATASIZE  PUSH1 0  PUSH1 0  RETURNDATACOPY
  RETURNDATASIZE  PUSH1 0  REVERT
done: JUMPDEST
  STOP

refuse: JUMPDEST
  PUSH1 0  PUSH1 0  REVERT

outsized: JUMPDEST  ; Panic(0x41): more memory than there is
  PUSH4 0x4e487b71  PUSH1 224  SHL  PUSH1 0  MSTORE
  PUSH1 0x41  PUSH1 4  MSTORE
  PUSH1 36  PUSH1 0  REVERT

taken: JUMPDEST  ; already initialized
  PUSH4 0x08c379a0  PUSH1 224  SHL  PUSH1 0  MSTORE
  PUSH1 32  PUSH1 4  MSTORE
  PUSH1 19  PUSH1 36  MSTORE
  PUSH32 0x616c726561647920696e697469616c697a656400000000000000000000000000  PUSH1 68  MSTORE
  PUSH1 100  PUSH1 0  REVERT

codeless: JUMPDEST  ; ERC1967: new implementation is not a contract
  PUSH4 0x08c379a0  PUSH1 224  SHL  PUSH1 0  MSTORE
  PUSH1 32  PUSH1 4  MSTORE
  PUSH1 45  PUSH1 36  MSTORE
  PUSH32 0x455243313936373a206e657720696d706c656d656e746174696f6e206973206e  PUSH1 68  MSTORE
  PUSH32 0x6f74206120636f6e747261637400000000000000000000000000000000000000  PUSH1 100  MSTORE
  PUSH1 132  PUSH1 0  REVERT

unexplained: JUMPDEST  ; Address: low-level delegate call failed
  PUSH4 0x08c379a0  PUSH1 224  SHL  PUSH1 0  MSTORE
  PUSH1 32  PUSH1 4  MSTORE
  PUSH1 39  PUSH1 36  MSTORE
  PUSH32 0x416464726573733a206c6f772d6c6576656c2064656c65676174652063616c6c  PUSH1 68  MSTORE
  PUSH32 0x206661696c656400000000000000000000000000000000000000000000000000  PUSH1 100  MSTORE
  PUSH1 132  PUSH1 0  REVERT
