package import FoundationEssentials
package import Imaging
package import Wire

extension OneOff {
    /// What is to be made, and the files that it is made of.
    package struct Request: Sendable {
        /// As the native API takes it, but for pictures: `images` and `mask` are filled in from the files, and where its JSON says
        /// `@1`, `@2` … the first, the second … file is meant.
        package var body: NewJobBody
        package let files: [File]
        package let mask: File?
        package let format: ImageFormat

        package init(
            _ body: NewJobBody,
            files: [File] = [],
            mask: File? = nil,
            format: ImageFormat
        ) {
            self.body = body
            self.files = files
            self.mask = mask
            self.format = format
        }
    }

    /// A file by its path, read.
    package struct File: Sendable {
        package let path: String
        package let bytes: Data

        package init(path: String, bytes: Data) {
            self.path = path
            self.bytes = bytes
        }
    }
}

extension OneOff.Request {
    /// A small picture, to see that everything works.
    static let sample = OneOff.Request(
        NewJobBody(prompt: "a red boat on a lake, 「福」", size: "256x256", n: 1, seed: 1),
        format: .png
    )

    /// The order with its pictures' ids in it; a document names its pictures itself.
    package func order(of ids: [String], mask: String?) -> NewJobBody {
        var order = body
        order.steps = body.steps?.map { $0.mapValues { $0.naming(ids) } }
        order.document = body.document?.mapValues { $0.naming(ids) }
        if !ids.isEmpty, body.document == nil { order.images = ids }
        order.mask = mask
        return order
    }
}

extension JSONPart {
    /// With `@1`, `@2` … replaced by the pictures that they stand for.
    fileprivate func naming(_ pictures: [String]) -> JSONPart {
        switch self {
        case .text(let text):
            guard text.hasPrefix("@"), let number = Int(text.dropFirst()),
                pictures.indices.contains(number - 1)
            else { return self }
            return .text(pictures[number - 1])
        case .list(let list): return .list(list.map { $0.naming(pictures) })
        case .object(let object): return .object(object.mapValues { $0.naming(pictures) })
        case .null, .flag, .number: return self
        }
    }
}
