import FoundationEssentials
import Kernel

extension StableDiffusionServer {
    /// `GET /sdcpp/v1/capabilities`, as far as an order depends on it.
    struct Capabilities: Decodable {
        let model: Model?
        let modes: [String]?
        let limits: Limits?

        enum CodingKeys: String, CodingKey {
            case model
            case modes = "supported_modes"
            case limits
        }

        struct Model: Decodable {
            /// Of the file; empty where the server was started with parts of a model.
            let name: String?
            /// The name without its ending.
            let stem: String?
        }

        struct Limits: Decodable {
            let leastWidth: Int?
            let mostWidth: Int?
            let leastHeight: Int?
            let mostHeight: Int?

            enum CodingKeys: String, CodingKey {
                case leastWidth = "min_width"
                case mostWidth = "max_width"
                case leastHeight = "min_height"
                case mostHeight = "max_height"
            }
        }
    }

    /// What `POST /sdcpp/v1/img_gen` answers with.
    struct Accepted: Decodable {
        let id: String?
        let error: String?
    }

    /// What `GET /sdcpp/v1/jobs/{id}` answers with.
    struct State: Decodable {
        let status: String?
        let result: Result?
        let error: Failure?

        struct Result: Decodable {
            let images: [Image]?
        }

        struct Image: Decodable {
            let index: Int?
            let base64: String?

            enum CodingKeys: String, CodingKey {
                case index
                case base64 = "b64_json"
            }
        }

        /// Its text may repeat the prompt and is not read.
        struct Failure: Decodable {
            let code: String?
        }
    }
}

extension StableDiffusionServer.Capabilities {
    /// - Throws: `modelGone` when the server makes no pictures or has another model, `invalidRequest` for a
    ///   size that it does not make. It rounds a size between its steps, of 8 to 64 pixels, up.
    func check(_ order: GatewayOrder) throws(GatewayFailure) {
        guard modes?.contains("img_gen") != false, isModel(order.model) else {
            throw GatewayFailure(.modelGone)
        }
        let (width, height) = (order.size.width, order.size.height)
        guard width >= limits?.leastWidth ?? 64, width <= limits?.mostWidth ?? 4_096,
            height >= limits?.leastHeight ?? 64, height <= limits?.mostHeight ?? 4_096
        else { throw GatewayFailure(.invalidRequest) }
    }

    private func isModel(_ wanted: String) -> Bool {
        guard let name = model?.name, !name.isEmpty, !wanted.isEmpty else { return true }
        return wanted == name || wanted == model?.stem
    }
}
