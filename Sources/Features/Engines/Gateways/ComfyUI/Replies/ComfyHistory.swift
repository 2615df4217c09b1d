import FoundationEssentials

/// The reply of `GET /history/{id}`: empty until the run has ended.
struct ComfyHistory: Decodable {
    private let runs: [String: Run]

    init(from decoder: any Decoder) throws {
        runs = try decoder.singleValueContainer().decode([String: Run].self)
    }

    func run(_ prompt: String) -> Run? { runs[prompt] }

    /// A run that has ended.
    ///
    /// What the server writes there besides, the whole graph among it, is not looked at.
    struct Run: Decodable, Sendable {
        private enum CodingKeys: String, CodingKey {
            case outputs
            case status
        }

        private let outputs: [String: Output]
        private let status: Status?

        init(from decoder: any Decoder) throws {
            let run = try decoder.container(keyedBy: CodingKeys.self)
            outputs = (try? run.decode([String: Output].self, forKey: .outputs)) ?? [:]
            status = try? run.decode(Status.self, forKey: .status)
        }

        /// The file that a node saved.
        ///
        /// Of several it is the first of those that were saved to stay, else the first.
        /// - Throws: `GatewayFailure` for a run that failed or saved nothing.
        func picture(of node: String) throws(GatewayFailure) -> ComfyFile {
            if status?.text == "error" { throw failure }
            let files = outputs[node]?.images.filter(\.isSound) ?? []
            guard let file = files.first(where: { $0.type == "output" }) ?? files.first else {
                throw GatewayFailure(.noImage, receipt: GatewayReceipt(end: status?.text))
            }
            return file
        }

        /// Memory, a broken node, or somebody at the server who stopped it: all of them may go better
        /// elsewhere.
        private var failure: GatewayFailure {
            GatewayFailure(.engineFailed, receipt: GatewayReceipt(end: status?.end ?? "error"))
        }
    }
}

/// What a node put out; nodes of other kinds put out other things, which count as none.
private struct Output: Decodable {
    private enum CodingKeys: String, CodingKey {
        case images
    }

    let images: [ComfyFile]

    init(from decoder: any Decoder) throws {
        let output = try? decoder.container(keyedBy: CodingKeys.self)
        images = (try? output?.decode([Lenient<ComfyFile>].self, forKey: .images))?.compactMap(\.value) ?? []
    }
}

private struct Status: Decodable {
    private enum CodingKeys: String, CodingKey {
        case text = "status_str"
        case messages
    }

    let text: String?
    private let last: Message?

    init(from decoder: any Decoder) throws {
        let status = try decoder.container(keyedBy: CodingKeys.self)
        text = try? status.decode(String.self, forKey: .text)
        last = (try? status.decode([Lenient<Message>].self, forKey: .messages))?.compactMap(\.value).last
    }

    /// `execution_interrupted`, or the class of what was thrown; never its words, which may repeat the
    /// prompt.
    var end: String? {
        guard let last else { return nil }
        return last.name == "execution_error" ? last.exception ?? last.name : last.name
    }
}

/// `["execution_error", {"exception_type": "torch.OutOfMemoryError"}]`.
private struct Message: Decodable {
    private struct Details: Decodable {
        private enum CodingKeys: String, CodingKey {
            case exception = "exception_type"
        }

        let exception: String?
    }

    let name: String
    let exception: String?

    init(from decoder: any Decoder) throws {
        var items = try decoder.unkeyedContainer()
        name = try items.decode(String.self).word ?? "error"
        exception = (try? items.decode(Details.self))?.exception?.word
    }
}

/// A file on the server's disk, as `GET /view` asks for it.
struct ComfyFile: Decodable, Hashable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case name = "filename"
        case folder = "subfolder"
        case type
    }

    /// In bytes, of a name or folder; what is longer is no file of a picture.
    private static let longest = 1_024

    let name: String
    let folder: String
    /// `output` stays, `temp` goes when the server does.
    let type: String

    init(from decoder: any Decoder) throws {
        let file = try decoder.container(keyedBy: CodingKeys.self)
        name = try file.decode(String.self, forKey: .name)
        folder = (try? file.decode(String.self, forKey: .folder)) ?? ""
        type = (try? file.decode(String.self, forKey: .type)) ?? "output"
    }

    fileprivate var isSound: Bool {
        !name.isEmpty && [name, folder, type].allSatisfy { $0.utf8.count <= Self.longest }
    }
}

/// An item of a list that may be of another kind.
private struct Lenient<Value: Decodable>: Decodable {
    let value: Value?

    init(from decoder: any Decoder) throws {
        value = try? Value(from: decoder)
    }
}

extension String {
    /// Itself, where it is one word of a program and no sentence.
    fileprivate var word: String? {
        wholeMatch(of: /[A-Za-z0-9_.]{1,80}/) != nil ? self : nil
    }
}
