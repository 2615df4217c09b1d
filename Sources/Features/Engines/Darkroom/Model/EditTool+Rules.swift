import Kernel

extension EditTool {
    /// Checks what settings have to do with each other.
    func check(
        _ values: [EditMember.Name: EditValue],
        given: Set<EditMember.Name>,
        field: String
    ) throws(Problem) {
        switch self {
        case .crop: try Self.exactlyOne(of: [.box, .aspect], in: given, field)
        case .straighten where !given.contains(.angle): throw Problem(.missingField, field: "\(field).angle")
        case .resize: try Self.checkResize(given, field)
        case .extend: try Self.checkExtend(values, field)
        case .levels: try Self.checkLevels(values, field)
        case .replaceBackground: try Self.exactlyOne(of: [.colour, .image], in: given, field)
        default: break
        }
    }

    private static func exactlyOne(
        of names: [EditMember.Name],
        in given: Set<EditMember.Name>,
        _ field: String
    ) throws(Problem) {
        let found = names.filter(given.contains)
        guard found.count == 1 else { throw .oneField(of: names, field) }
    }

    private static func checkResize(_ given: Set<EditMember.Name>, _ field: String) throws(Problem) {
        let hasSides = !given.isDisjoint(with: [.width, .height])
        guard hasSides || given.contains(.factor) else {
            throw Problem(.missingField, field: "\(field).width")
        }
        if hasSides, given.contains(.factor) { throw .oneField(of: [.width, .factor], field) }
    }

    private static func checkExtend(_ values: [EditMember.Name: EditValue], _ field: String) throws(Problem) {
        let margins: [EditMember.Name] = [.left, .top, .right, .bottom]
        let isEmpty = margins.allSatisfy { values[$0] == .number(0) }
        if isEmpty, values[.aspect] == nil { throw Problem(.missingField, field: "\(field).left") }
        if !isEmpty, values[.aspect] != nil { throw .oneField(of: [.left, .aspect], field) }
    }

    private static func checkLevels(_ values: [EditMember.Name: EditValue], _ field: String) throws(Problem) {
        guard case .number(let black) = values[.black], case .number(let white) = values[.white] else {
            return
        }
        try white.check(black + 1...255, field: "\(field).white")
    }
}

extension Problem {
    fileprivate static func oneField(of names: [EditMember.Name], _ field: String) -> Problem {
        Problem(.oneFieldOf, field: field, ["known": names.map(\.rawValue).joined(separator: ", ")])
    }
}
