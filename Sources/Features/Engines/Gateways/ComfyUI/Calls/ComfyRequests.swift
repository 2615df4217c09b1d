import FoundationEssentials

/// The body of `POST /prompt`.
struct ComfySubmission: Encodable {
    private enum CodingKeys: String, CodingKey {
        case prompt
        case clientID = "client_id"
        case promptID = "prompt_id"
        case extraData = "extra_data"
        case front
    }

    let prompt: [String: ComfyJSON]
    /// That of our open socket: without it the server tells nobody how the run ends.
    let clientID: String
    let promptID: String
    /// Empty: what stands here is written into the picture's file.
    let extraData: [String: String] = [:]
    let front = false

    init(_ prompt: [String: ComfyJSON], clientID: String, promptID: String) {
        self.prompt = prompt
        self.clientID = clientID
        self.promptID = promptID
    }
}

/// The body of `POST /queue` and `POST /history`: what is to be removed.
struct ComfyDeletion: Encodable {
    let delete: [String]
}

/// The body of `POST /interrupt`; without the id, whatever runs would be stopped, whoever it is for.
struct ComfyInterruption: Encodable {
    private enum CodingKeys: String, CodingKey {
        case promptID = "prompt_id"
    }

    let promptID: String
}

/// The body of `POST /upload/image` (RFC 7578).
struct ComfyUpload {
    /// Below the server's folder of inputs: there is no route to delete them, so the operator clears this
    /// folder.
    static let folder = "nbp"

    /// A word that occurs nowhere in the picture.
    let boundary: String
    let body: Data

    /// - Parameters:
    ///   - picture: what to upload.
    ///   - name: by which nobody finds it, without an extension.
    ///   - boundary: letters and digits, by chance.
    init(_ picture: ComfyPicture, name: String, boundary: String) {
        let ending = picture.format == .jpeg ? "jpg" : "png"
        var body = Data()
        for (field, value) in [("type", "input"), ("subfolder", Self.folder)] {
            body.append(contentsOf: "--\(boundary)\r\n".utf8)
            body.append(
                contentsOf: "Content-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8
            )
        }
        body.append(contentsOf: "--\(boundary)\r\n".utf8)
        let file = "form-data; name=\"image\"; filename=\"\(name).\(ending)\""
        body.append(contentsOf: "Content-Disposition: \(file)\r\n".utf8)
        body.append(contentsOf: "Content-Type: \(picture.format.rawValue)\r\n\r\n".utf8)
        body.append(picture.bytes)
        body.append(contentsOf: "\r\n--\(boundary)--\r\n".utf8)
        self.boundary = boundary
        self.body = body
    }
}
