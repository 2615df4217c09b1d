import FoundationEssentials
import Imaging
import NIOCore

/// One event of a response's stream.
struct ResponseEvent: Encodable {
    private let type: String
    let number: Int
    private var response: ModelResponse?
    private var item: ResponseItem?
    private var itemID: String?
    private var output: Int?
    private var content: Int?
    private var part: ResponseText?
    private var delta: String?
    private var text: String?
    private var logprobs: [String]?
    private var draft: Draft?

    /// A picture that is not finished yet.
    struct Draft {
        let bytes: Data
        let place: Int
        let look: ImagesLook
        let size: String
    }

    private enum CodingKeys: String, CodingKey {
        case type, response, item, part, delta, text, logprobs
        case number = "sequence_number"
        case itemID = "item_id"
        case output = "output_index"
        case content = "content_index"
    }

    private enum DraftKeys: String, CodingKey {
        case bytes = "partial_image_b64"
        case place = "partial_image_index"
        case format = "output_format"
        case quality, size, background
    }

    private init(_ name: String, _ number: Int) {
        type = "response.\(name)"
        self.number = number
    }

    init(_ name: String, _ number: Int, response: ModelResponse) {
        self.init(name, number)
        self.response = response
    }

    init(_ name: String, _ number: Int, item: ResponseItem, at output: Int) {
        self.init("output_item.\(name)", number)
        (self.item, self.output) = (item, output)
    }

    init(call name: String, _ number: Int, of id: String, draft: Draft? = nil) {
        self.init("image_generation_call.\(name)", number)
        (itemID, output, self.draft) = (id, 0, draft)
    }

    /// All about a message, from its beginning to its end.
    static func message(_ id: String, _ words: String, at output: Int, from number: Int) -> [ResponseEvent] {
        func event(_ name: String, _ step: Int) -> ResponseEvent {
            var event = ResponseEvent(name, number + step)
            (event.itemID, event.output, event.content) = (id, output, 0)
            return event
        }
        var (began, ended) = (event("content_part.added", 1), event("content_part.done", 4))
        (began.part, ended.part) = (ResponseText(""), ResponseText(words))
        var (said, whole) = (event("output_text.delta", 2), event("output_text.done", 3))
        (said.delta, said.logprobs) = (words, [])
        (whole.text, whole.logprobs) = (words, [])
        return [
            ResponseEvent("added", number, item: .words(id: id, nil), at: output), began, said, whole, ended,
            ResponseEvent("done", number + 5, item: .words(id: id, words), at: output),
        ]
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(type, forKey: .type)
        try members.encode(number, forKey: .number)
        try members.encodeIfPresent(response, forKey: .response)
        try members.encodeIfPresent(item, forKey: .item)
        try members.encodeIfPresent(itemID, forKey: .itemID)
        try members.encodeIfPresent(output, forKey: .output)
        try members.encodeIfPresent(content, forKey: .content)
        try members.encodeIfPresent(part, forKey: .part)
        try members.encodeIfPresent(delta, forKey: .delta)
        try members.encodeIfPresent(text, forKey: .text)
        try members.encodeIfPresent(logprobs, forKey: .logprobs)
        guard let draft else { return }
        var details = encoder.container(keyedBy: DraftKeys.self)
        try details.encode(draft.bytes.base64EncodedString(), forKey: .bytes)
        try details.encode(draft.place, forKey: .place)
        try details.encode(draft.look.format.rawValue, forKey: .format)
        try details.encode(draft.look.quality, forKey: .quality)
        try details.encode(draft.size, forKey: .size)
        try details.encode("opaque", forKey: .background)
    }

    var frame: ByteBuffer {
        get throws {
            var frame = ByteBuffer(string: "event: \(type)\ndata: ")
            frame.writeBytes(try JSONEncoder.wire.encode(self))
            frame.writeString("\n\n")
            return frame
        }
    }
}
