import FoundationEssentials
import Kernel

extension Automatic1111 {
    /// A line of `GET /sdapi/v1/sd-models`.
    struct Checkpoint: Decodable {
        /// The file's name, and behind it perhaps its hash: `model.safetensors [abcdef0123]`.
        let title: String?
        /// Without ending and hash.
        let name: String?

        enum CodingKeys: String, CodingKey {
            case title
            case name = "model_name"
        }

        func isNamed(_ wanted: String) -> Bool {
            let file = title?.firstRange(of: " [").flatMap { title?[..<$0.lowerBound] }
            return wanted == title || wanted == name || file == wanted[...]
        }
    }

    /// What `GET /sdapi/v1/progress` answers with.
    struct Share: Decodable {
        /// From 0 to 1; 0 while nothing is drawn.
        let progress: Double?
    }

    /// What `txt2img` and `img2img` answer with.
    struct Reply: Decodable {
        let images: [String?]?
        /// JSON in a string; some of the family leave it empty.
        let info: String?
        let error: String?
    }

    /// What `info` says.
    struct Info: Decodable {
        /// Before it stand sheets of several pictures.
        let firstImage: Int?
        let model: String?

        enum CodingKeys: String, CodingKey {
            case firstImage = "index_of_first_image"
            case model = "sd_model_name"
        }
    }

    /// `{"error", "detail", "body", "errors"}`, of which some answers have only `detail`, and it is no text
    /// in all of them.
    struct Refusal: Decodable {
        /// Everything that it says, in small letters: it is looked through and told to nobody.
        let words: String

        enum CodingKeys: CodingKey {
            case error
            case detail
            case errors
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            let texts = [CodingKeys.error, .detail, .errors].compactMap {
                try? members.decode(String.self, forKey: $0)
            }
            words = texts.joined(separator: " ").lowercased()
        }
    }
}
