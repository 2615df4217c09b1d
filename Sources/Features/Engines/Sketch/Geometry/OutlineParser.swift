/// Reads an SVG path's data: the commands M L H V C Q Z, absolute or relative.
struct OutlineParser {
    /// More pieces than a drawing of ours needs.
    static let mostPieces = 4_000

    private var bytes: ArraySlice<UInt8>
    private var outline = Outline()
    private var here = ScenePoint.zero
    private var start = ScenePoint.zero

    /// - Returns: nil for anything but a well-formed path that begins with a move.
    static func outline(of data: String) -> Outline? {
        var parser = OutlineParser(bytes: ArraySlice(data.utf8))
        return parser.parse()
    }

    private mutating func parse() -> Outline? {
        skipSeparators()
        guard let first = bytes.first, first | 0x20 == UInt8(ascii: "m") else { return nil }
        while let command = bytes.popFirst() {
            guard append(command), outline.pieces.count <= Self.mostPieces else { return nil }
        }
        return outline
    }

    /// Reads one command with all its groups of numbers.
    private mutating func append(_ command: UInt8) -> Bool {
        let isRelative = command >= UInt8(ascii: "a")
        let kind = command & 0xDF
        if kind == UInt8(ascii: "Z") {
            outline.pieces.append(.close)
            here = start
            skipSeparators()
            return true
        }
        var isFirst = true
        repeat {
            guard let piece = piece(kind, isRelative, isFirst) else { return false }
            outline.pieces.append(piece)
            isFirst = false
            skipSeparators()
        } while bytes.first.map(Self.startsNumber) ?? false
        return true
    }

    private mutating func piece(_ kind: UInt8, _ isRelative: Bool, _ isFirst: Bool) -> Outline.Piece? {
        let base = isRelative ? here : .zero
        switch kind {
        case UInt8(ascii: "M"):
            guard let end = point(base) else { return nil }
            if isFirst { start = end }
            return isFirst ? .move(end) : .line(end)
        case UInt8(ascii: "L"):
            return point(base).map { .line($0) }
        case UInt8(ascii: "H"):
            guard let x = number() else { return nil }
            here.x = base.x + x
            return .line(here)
        case UInt8(ascii: "V"):
            guard let y = number() else { return nil }
            here.y = base.y + y
            return .line(here)
        case UInt8(ascii: "Q"):
            guard let control = point(base), let end = point(base) else { return nil }
            return .quad(control, end)
        case UInt8(ascii: "C"):
            guard let first = point(base), let second = point(base), let end = point(base) else { return nil }
            return .cubic(first, second, end)
        default:
            return nil
        }
    }

    /// The next point, which becomes the current one.
    private mutating func point(_ base: ScenePoint) -> ScenePoint? {
        guard let x = number(), let y = number() else { return nil }
        here = base + ScenePoint(x: x, y: y)
        return here
    }

    private mutating func number() -> Double? {
        skipSeparators()
        return PlainNumber.read(from: &bytes)
    }

    private mutating func skipSeparators() {
        while let byte = bytes.first, Self.separators.contains(byte) { bytes.removeFirst() }
    }

    private static let separators = Array(" ,\n\t".utf8)

    private static func startsNumber(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
