import Kernel

/// The members of one object, taken out one by one.
struct MemberReader {
    private let members: [String: PlainJSON]
    private let field: String

    /// - Throws: `Problem` `unknown_field` for a member that is not among `known`.
    init(_ members: [String: PlainJSON], known: Set<String>, field: String) throws(Problem) {
        if let stranger = Set(members.keys).subtracting(known).min() {
            throw Problem(.unknownField, field: "\(field).\(stranger.prefix(64))")
        }
        self.members = members
        self.field = field
    }

    func place(_ name: String) -> String { "\(field).\(name)" }

    subscript(name: String) -> PlainJSON? { members[name] }

    func number(_ name: String, or standard: Double? = nil) throws(Problem) -> Double {
        guard let value = members[name] else {
            guard let standard else { throw Problem(.missingField, field: place(name)) }
            return standard
        }
        guard case .number(let number) = value else { throw Problem(.wrongFieldType, field: place(name)) }
        return number
    }

    func flag(_ name: String) throws(Problem) -> Bool {
        guard let value = members[name] else { return false }
        guard case .flag(let flag) = value else { throw Problem(.wrongFieldType, field: place(name)) }
        return flag
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        or standard: Choice
    ) throws(Problem) -> Choice {
        guard let value = members[name] else { return standard }
        guard case .text(let text) = value else { throw Problem(.wrongFieldType, field: place(name)) }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .unknown(place(name), known: words)
        }
        return choice
    }
}

extension EditBox {
    init(_ members: [String: PlainJSON], field: String) throws(Problem) {
        let reader = try MemberReader(members, known: ["x", "y", "width", "height", "unit"], field: field)
        self.init(
            x: try reader.number("x"),
            y: try reader.number("y"),
            width: try reader.number("width"),
            height: try reader.number("height"),
            unit: try reader.choice("unit", or: Unit.fraction)
        )
    }

    func check(field: String) throws(Problem) {
        let least = unit == .fraction ? 0.0001 : 1
        try x.check(unit.bounds, field: "\(field).x")
        try y.check(unit.bounds, field: "\(field).y")
        try width.check(least...unit.bounds.upperBound, field: "\(field).width")
        try height.check(least...unit.bounds.upperBound, field: "\(field).height")
        guard unit == .fraction else { return }
        // Fractions are rounded, so that a box may seem to reach over the edge by a hair.
        try width.check(0...1 - x + 0.0001, field: "\(field).width")
        try height.check(0...1 - y + 0.0001, field: "\(field).height")
    }

    var json: PlainJSON {
        var members: [String: PlainJSON] = [
            "x": .number(x), "y": .number(y), "width": .number(width), "height": .number(height),
        ]
        if unit != .fraction { members["unit"] = .text(unit.rawValue) }
        return .object(members)
    }
}

extension EditPoint {
    private static let curvePoints = 2...16
    private static let levels = 0.0...255.0

    /// Reads pairs of numbers, none of them bounded yet.
    static func list(_ list: [PlainJSON], field: String) throws(Problem) -> [EditPoint] {
        var points: [EditPoint] = []
        for (place, item) in list.enumerated() {
            guard case .list(let pair) = item, pair.count == 2, case .number(let x) = pair[0],
                case .number(let y) = pair[1]
            else { throw Problem(.wrongFieldType, field: "\(field)[\(place)]") }
            points.append(EditPoint(x: x, y: y))
        }
        return points
    }

    static func checkCurve(_ points: [EditPoint], field: String) throws(Problem) {
        try points.count.checkCount(curvePoints, field: field)
        for (place, point) in points.enumerated() {
            try point.x.check(levels, field: "\(field)[\(place)]")
            try point.y.check(levels, field: "\(field)[\(place)]")
            guard place > 0, point.x <= points[place - 1].x else { continue }
            try point.x.check(points[place - 1].x + 1...256, field: "\(field)[\(place)]")
        }
    }

    var json: PlainJSON { .list([.number(x), .number(y)]) }
}
