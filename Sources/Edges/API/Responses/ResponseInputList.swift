import Kernel
import Studio

/// What a response was asked for: a list of one message.
struct ResponseInputList: Encodable {
    private struct Message: Encodable {
        let id: String
        let type = "message"
        let role = "user"
        let status = "completed"
        let content: [Content]
    }

    private struct Content: Encodable {
        let type: String
        var text: String?
        var file: String?
        var detail: String?

        enum CodingKeys: String, CodingKey {
            case type, text, detail
            case file = "file_id"
        }
    }

    private let object = "list"
    private let data: [Message]
    private let first: String
    private let last: String
    private let hasMore = false

    init(of job: Job) {
        let words = job.prompt.isEmpty ? [] : [Content(type: "input_text", text: job.prompt.text)]
        let shown = job.inputs.filter { $0.role == .picture }.map {
            Content(type: "input_image", file: $0.image.text, detail: "auto")
        }
        let message = Message(id: ResponseID(job.id).question, content: words + shown)
        data = [message]
        (first, last) = (message.id, message.id)
    }

    private enum CodingKeys: String, CodingKey {
        case object, data
        case first = "first_id"
        case last = "last_id"
        case hasMore = "has_more"
    }
}

/// What is left of one that was deleted.
struct ResponseDeletion: Encodable {
    let id: String
    let object = "response"
    let deleted = true
}
