import Engines
import FoundationEssentials
import Kernel

extension GeminiRequest {
    /// What was said before, then what is asked for now.
    ///
    /// Neighbours of one speaker become one turn, for Gemini hears them in turns.
    static func contents(
        of order: GatewayOrder,
        replaysPictures: Bool
    ) throws(GatewayFailure) -> [Content] {
        var contents: [Content] = []
        for turn in order.turns {
            append(try content(of: turn, replaysPictures: replaysPictures), to: &contents)
        }
        let before = contents.last.map { $0.role == .user ? $0.pictureCount : 0 } ?? 0
        let asked = try parts(of: order, behind: before)
        guard !asked.isEmpty else { throw GatewayFailure(.invalidRequest) }
        append(Content(role: .user, parts: asked), to: &contents)
        return contents
    }

    private static func append(_ content: Content, to contents: inout [Content]) {
        guard !content.parts.isEmpty else { return }
        guard let last = contents.indices.last, contents[last].role == content.role else {
            contents.append(content)
            return
        }
        contents[last].parts += content.parts
    }

    /// A picture of the model's without its signature would be refused: it goes along as if the person had shown it, and the model's
    /// words about it stay behind.
    private static func content(
        of turn: GatewayOrder.Turn,
        replaysPictures: Bool
    ) throws(GatewayFailure) -> Content {
        guard turn.speaker == .model else {
            return Content(role: .user, parts: words(turn.text) + (try pictures(turn.pictures)))
        }
        guard let picture = turn.pictures.first else {
            return Content(role: .model, parts: replaysPictures ? words(turn.text) : [])
        }
        // One signature stands for one picture.
        guard replaysPictures, turn.pictures.count == 1, let signature = turn.signature else {
            return Content(role: .user, parts: try pictures(turn.pictures))
        }
        var part = try part(picture)
        part.thoughtSignature = signature
        let signed = turn.signedWords.map { Part(text: $0.text, thoughtSignature: $0.signature) }
        return Content(role: .model, parts: words(turn.text) + signed + [part])
    }

    /// Words first, then the pictures in the order in which the words count them, and the mask behind them all, so that it moves no number.
    private static func parts(
        of order: GatewayOrder,
        behind before: Int
    ) throws(GatewayFailure) -> [Part] {
        var pictures: [Part] = []
        for (index, reference) in order.references.enumerated() {
            guard index < mostPictures else { throw GatewayFailure(.invalidRequest, reference: index) }
            pictures.append(try part(reference, number: index))
        }
        if let mask = order.mask {
            guard !pictures.isEmpty, pictures.count < mostPictures, mask.count <= largestPicture else {
                throw GatewayFailure(.invalidRequest)
            }
            pictures.append(Part(inlineData: InlineData(mimeType: "image/png", data: mask)))
        }
        return words(GeminiWording(order, picturesBefore: before).text) + pictures
    }

    private static func words(_ text: String) -> [Part] {
        text.isEmpty ? [] : [Part(text: text)]
    }

    private static func pictures(_ pictures: [GatewayOrder.Reference]) throws(GatewayFailure) -> [Part] {
        guard pictures.count <= mostPictures else { throw GatewayFailure(.invalidRequest) }
        return try pictures.map { picture throws(GatewayFailure) in try part(picture) }
    }

    /// `number` says which reference of the order it is, if it is one.
    private static func part(
        _ picture: GatewayOrder.Reference,
        number: Int? = nil
    ) throws(GatewayFailure) -> Part {
        guard picture.bytes.count <= largestPicture else {
            throw GatewayFailure(.invalidRequest, reference: number)
        }
        return Part(inlineData: InlineData(mimeType: picture.format.rawValue, data: picture.bytes))
    }
}
