import FoundationEssentials
import Kernel

extension OpenAIImages {
    /// One call as it goes out, without address and key.
    struct Request {
        let path: String
        let contentType: String
        let body: Data

        /// Takes a mask as the host wants it.
        /// - Throws: `invalidRequest` for a size that the host cannot come near.
        init(
            _ order: GatewayOrder,
            mask: Data?,
            for traits: HostTraits,
            _ randomness: Randomness
        ) throws(GatewayFailure) {
            let fields = try Fields(order, for: traits)
            if order.references.isEmpty {
                path = "/images/generations"
                contentType = "application/json"
                guard let body = try? JSONEncoder().encode(fields) else {
                    throw GatewayFailure(.invalidRequest)
                }
                self.body = body
            } else {
                let form = Self.form(fields, order.references, mask, traits.pictureField, randomness)
                path = "/images/edits"
                contentType = form.contentType
                body = form.body
            }
        }

        private static func form(
            _ fields: Fields,
            _ references: [GatewayOrder.Reference],
            _ mask: Data?,
            _ field: HostTraits.PictureField,
            _ randomness: Randomness
        ) -> MultipartForm {
            var form = MultipartForm(randomness)
            for (name, value) in fields.texts { form.add(name.rawValue, value) }
            let name = field.name(for: references.count)
            for (index, reference) in references.enumerated() {
                let file = "\(index + 1).\(reference.format == .png ? "png" : "jpg")"
                form.add(name, file: file, type: reference.format.rawValue, reference.bytes)
            }
            if let mask { form.add("mask", file: "mask.png", type: "image/png", mask) }
            return form
        }
    }
}

extension HostTraits.PictureField {
    fileprivate func name(for count: Int) -> String {
        switch self {
        case .byCount: count == 1 ? "image" : "image[]"
        case .plain: "image"
        case .bracketed: "image[]"
        }
    }
}
