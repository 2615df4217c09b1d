import Kernel

extension EditMask {
    private static let shapes = ["image", "rectangle", "lasso", "subject"]
    private static let feathers = 0.0...100.0

    init(_ members: [String: PlainJSON], field: String) throws(Problem) {
        let known = Set(Self.shapes).union(["invert", "feather", "canvas"])
        let reader = try MemberReader(members, known: known, field: field)
        let named = Self.shapes.filter { members[$0] != nil }
        guard named.count == 1 else {
            throw Problem(.oneFieldOf, field: field, ["known": Self.shapes.joined(separator: ", ")])
        }
        self.init(
            try Self.shape(reader, field: field),
            isInverted: try reader.flag("invert"),
            feather: try reader.number("feather", or: 0),
            canvas: try reader.choice("canvas", or: Canvas.step)
        )
    }

    private static func shape(_ reader: MemberReader, field: String) throws(Problem) -> Shape {
        if let image = reader["image"] {
            guard case .image(let id) = try EditMember.Kind.image.read(image, field: reader.place("image"))
            else {
                throw Problem(.wrongFieldType, field: reader.place("image"))
            }
            return .image(id)
        }
        if let rectangle = reader["rectangle"] {
            guard case .object(let members) = rectangle else {
                throw Problem(.wrongFieldType, field: reader.place("rectangle"))
            }
            return .rectangle(try EditBox(members, field: reader.place("rectangle")))
        }
        if let lasso = reader["lasso"] {
            guard case .list(let list) = lasso else {
                throw Problem(.wrongFieldType, field: reader.place("lasso"))
            }
            return .lasso(try EditPoint.list(list, field: reader.place("lasso")))
        }
        guard try reader.flag("subject") else {
            throw .unknown(reader.place("subject"), known: "true")
        }
        return .subject
    }

    func check(field: String) throws(Problem) {
        try feather.check(Self.feathers, field: "\(field).feather")
        switch shape {
        case .image, .subject: break
        case .rectangle(let box): try box.check(field: "\(field).rectangle")
        case .lasso(let points):
            try points.count.checkCount(Self.corners, field: "\(field).lasso")
            for (place, point) in points.enumerated() {
                try point.x.check(0...1, field: "\(field).lasso[\(place)]")
                try point.y.check(0...1, field: "\(field).lasso[\(place)]")
            }
        }
    }

    var json: PlainJSON {
        var members: [String: PlainJSON] = [:]
        switch shape {
        case .image(let id): members["image"] = .text(id.text)
        case .rectangle(let box): members["rectangle"] = box.json
        case .lasso(let points): members["lasso"] = .list(points.map(\.json))
        case .subject: members["subject"] = .flag(true)
        }
        if isInverted { members["invert"] = .flag(true) }
        if feather > 0 { members["feather"] = .number(feather) }
        if canvas != .step { members["canvas"] = .text(canvas.rawValue) }
        return .object(members)
    }
}
