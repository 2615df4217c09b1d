import Wire

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension EventParser.Event {
    /// What it says; nil for a kind of event that this version does not know.
    func update() throws(NanoBananaProError) -> NanoBananaPro.JobUpdate? {
        switch name {
        case "progress":
            let body = try read(ProgressBody.self)
            return .progress(body.progress, stage: body.stage)
        case "preview":
            let body = try read(PreviewPartBody.self)
            guard let bytes = body.bytes else { throw .unreadable("A preview of the server's is no picture") }
            return .preview(index: body.index, bytes: bytes)
        case "image":
            guard let image = try read(ImagesBody.self).images.first else { return nil }
            return .picture(try NanoBananaPro.Picture(image))
        case "done":
            return .ended(try NanoBananaPro.Job(read(JobBody.self)))
        default:
            return nil
        }
    }

    private func read<Body: Decodable>(_ type: Body.Type) throws(NanoBananaProError) -> Body {
        do {
            return try JSONDecoder().decode(type, from: Data(data.utf8))
        } catch {
            throw .unreadable("An event of the server's cannot be read")
        }
    }
}

private struct ProgressBody: Decodable {
    let progress: Double
    let stage: String
}

private struct ImagesBody: Decodable {
    let images: [ImageBody]
}

private struct PreviewPartBody: Decodable {
    let index: Int
    /// A `data:` address.
    let picture: String

    var bytes: Data? {
        guard picture.hasPrefix("data:"), let comma = picture.firstIndex(of: ",") else { return nil }
        return Data(base64Encoded: String(picture[picture.index(after: comma)...]))
    }
}
