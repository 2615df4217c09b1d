import Engines
import Kernel
import Studio
import Wire

/// What one of the ordering tools is asked for, before its pictures have been brought.
struct ToolOrder {
    let pictures: [NamedPicture]?
    let mask: NamedPicture?
    /// Whether the answer comes with the pictures.
    let waits: Bool
    let idempotencyKey: String?
    private let members: [String: JSONPart]
    private let task: Model.Task

    /// - Throws: `Problem` that names the member at fault.
    init(_ task: Model.Task, _ arguments: ToolArguments) throws(Problem) {
        var arguments = arguments
        pictures = try arguments.takePictures("images")
        mask = try arguments.takePicture("mask")
        waits = try arguments.takeFlag("wait", or: true)
        idempotencyKey = try arguments.takeText("idempotency_key")
        let (conversation, original) = (
            try arguments.takeStored("conversation_of"), try arguments.takeStored("variation_of")
        )
        var members = arguments.members
        members["task"] = .text(task.rawValue)
        members["conversation_of"] = conversation.map { .text($0.text) }
        members["variation_of"] = original.map { .text($0.text) }
        (self.members, self.task) = (members, task)
    }

    /// The order with its pictures' ids in it; in steps and documents `@1` stands for the first, and so on.
    /// - Throws: `Problem` that names the member at fault.
    func order(of ids: [ImageID], mask: ImageID?, language: Language) throws(Problem) -> Order {
        var members = members
        for name in ["steps", "layers", "document"] { members[name] = members[name]?.naming(ids) }
        // A document names its pictures itself.
        if pictures != nil, members["document"] == nil {
            members["images"] = .list(ids.map { .text($0.text) })
        }
        members["mask"] = mask.map { .text($0.text) }
        let body: NewJobBody
        do {
            body = try JSONPart.object(members).read(as: Self.whole)
        } catch {
            throw Problem(error.code, field: error.field.map(Self.place), error.arguments)
        }
        return try Order(body, key: idempotencyKey, language: language)
    }

    private static let whole = "arguments"

    private static func place(_ field: String) -> String {
        field.hasPrefix("\(whole).") ? String(field.dropFirst(whole.count + 1)) : field
    }
}
