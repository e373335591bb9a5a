import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON

// MARK: - For programs

extension ComparisonReport {
  var json: JSON {
    [
      "same": .bool(comparison.isSame), "sameSkeleton": .bool(comparison.hasSameSkeleton),
      "summary": .string(verdict), "similarity": json(comparison.similarity),
      "complete": .bool(comparison.isComplete), "a": json(comparison.a), "b": json(comparison.b),
      "parts": .array(comparison.parts.map(json)),
      "immutables": .array(
        comparison.immutables.map {
          [
            "offset": .integer($0.offset), "a": $0.a.map { .string($0) } ?? .null,
            "b": $0.b.map { .string($0) } ?? .null,
          ]
        }),
    ]
  }

  /// Exact, with the share rounded down to a tenth of a percent as text.
  private func json(_ similarity: Similarity) -> JSON {
    [
      "common": .integer(similarity.common), "total": .integer(similarity.total),
      "percent": .string(String(similarity.description.dropLast(2))),
    ]
  }

  private func json(_ side: CodeComparison.Side) -> JSON {
    let proxy = side.inspection.proxy
    return [
      "size": .integer(side.inspection.byteCount),
      "codeHash": .string(side.inspection.codeHash.hex),
      "codeHashWithoutMetadata": .string(side.hashWithoutMetadata.hex),
      "skeleton": .string(side.skeleton.hash.hex),
      "compiler": side.inspection.compiler.map { .string($0.description) } ?? .null,
      "proxy": proxy.map {
        [
          "title": .string($0.title),
          "target": $0.target.address.map { .string($0.checksummed) } ?? .null,
          "trailing": $0.trailing.map { .string(Hex.encode($0.bytes)) } ?? .null,
        ]
      } ?? .null,
      "constructorArguments": side.constructorArguments.map { .string(Hex.encode($0)) } ?? .null,
      "events": .array(side.events.map { .string($0.hex) }),
      "errors": .array(side.errors.map { .string($0.hex) }),
    ]
  }

  private func json(_ part: PartComparison) -> JSON {
    var members = [JSON.Member("part", .string(part.part.description))]
    if case .function(let selector) = part.part,
      let signature = names.functions(selector).first?.signature
    {
      members.append(JSON.Member("signature", .string(signature)))
    }
    members += [
      JSON.Member("result", .string(part.verdict.name)),
      JSON.Member("similarity", json(part.similarity)),
      JSON.Member("startA", part.offsetA.map { .integer($0) } ?? .null),
      JSON.Member("startB", part.offsetB.map { .integer($0) } ?? .null),
      JSON.Member("skeletonA", part.skeletonA.map { .string($0.hex) } ?? .null),
      JSON.Member("skeletonB", part.skeletonB.map { .string($0.hex) } ?? .null),
    ]
    switch part.verdict {
    case .identical, .onlyInA, .onlyInB: break
    case .otherConstants(let constants):
      members.append(JSON.Member("constants", .array(constants.map(json))))
    case .changed(let differences):
      members.append(JSON.Member("differences", .array(differences.map(json))))
    }
    return .object(members)
  }

  private func json(_ constant: ConstantDifference) -> JSON {
    [
      "kind": .string(constant.kind.rawValue), "pcA": .integer(constant.offsetA),
      "pcB": .integer(constant.offsetB), "a": .string(constant.textA),
      "b": .string(constant.textB), "mayBeImmutable": .bool(constant.mayBeImmutable),
    ]
  }

  private func json(_ difference: CodeDifference) -> JSON {
    [
      "lines": .array(
        difference.lines.map { line in
          [
            "side": .string(line.side.rawValue),
            "pcA": line.offsetA.map { .integer($0) } ?? .null,
            "pcB": line.offsetB.map { .integer($0) } ?? .null, "text": .string(line.text),
          ]
        }),
      "omitted": .integer(difference.omittedLineCount),
    ]
  }
}
