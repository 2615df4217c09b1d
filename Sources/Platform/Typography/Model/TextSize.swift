import Kernel

/// How large letters are: the side of their em square in pixels.
package enum TextSize: Hashable, Sendable {
    static let sizes = 4.0...4_000.0
    static let wholeSizes = 4...4_000

    case exactly(Double)
    /// The largest whole number in the range at which the text fits its box.
    case fit(ClosedRange<Int>)
}

extension TextSize {
    enum Member: String, CodingKey, CaseIterable {
        case size
        case fit
    }

    private enum Bound: String, CodingKey, CaseIterable {
        case least
        case most
    }

    private struct Range: Codable {
        let sizes: ClosedRange<Int>

        init(_ sizes: ClosedRange<Int>) {
            self.sizes = sizes
        }

        init(from decoder: any Decoder) throws {
            let object = try StrictObject(decoder, members: Bound.names)
            let most = try object.count("most", in: wholeSizes, or: wholeSizes.upperBound)
            let least = try object.count("least", in: wholeSizes.lowerBound...most, or: wholeSizes.lowerBound)
            sizes = least...most
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Bound.self)
            try container.encode(sizes.lowerBound, forKey: .least)
            try container.encode(sizes.upperBound, forKey: .most)
        }
    }

    /// Reads `size`, or `fit` with its least and most.
    init(_ object: StrictObject) throws {
        self =
            try object.only(of: Member.allCases.map(\.rawValue)) == "size"
            ? .exactly(object.number("size", in: Self.sizes))
            : .fit(object.value("fit", as: Range.self).sizes)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        switch self {
        case .exactly(let size): try container.encode(size, forKey: .size)
        case .fit(let sizes): try container.encode(Range(sizes), forKey: .fit)
        }
    }
}
