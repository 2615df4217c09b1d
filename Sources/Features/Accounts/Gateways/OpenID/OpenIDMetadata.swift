import FoundationEssentials
import Outbound

/// What a provider says of itself (Discovery 1.0, section 3), as far as we need it, with every address judged.
struct OpenIDMetadata: Sendable {
    let authorizationEndpoint: OutboundURL
    let tokenEndpoint: OutboundURL
    let keysAddress: OutboundURL
    let userInfoEndpoint: OutboundURL?
    let clientMethod: ClientMethod
    /// Whether its answers name their issuer (RFC 9207).
    let namesIssuerInAnswers: Bool

    /// How we show our secret (Core 1.0, section 9).
    enum ClientMethod: String, Sendable {
        case basic = "client_secret_basic"
        case post = "client_secret_post"
    }

    private struct Document: Decodable {
        let issuer: String
        let authorizationEndpoint: String
        let tokenEndpoint: String
        let keysAddress: String
        let userInfoEndpoint: String?
        let clientMethods: [String]?
        let namesIssuerInAnswers: Bool?

        enum CodingKeys: String, CodingKey {
            case issuer
            case authorizationEndpoint = "authorization_endpoint"
            case tokenEndpoint = "token_endpoint"
            case keysAddress = "jwks_uri"
            case userInfoEndpoint = "userinfo_endpoint"
            case clientMethods = "token_endpoint_auth_methods_supported"
            case namesIssuerInAnswers = "authorization_response_iss_parameter_supported"
        }
    }

    init(_ json: Data, of provider: OpenIDProvider) throws(OpenIDFailure) {
        guard let document = try? JSONDecoder().decode(Document.self, from: json) else {
            throw .metadataMalformed
        }
        guard document.issuer == provider.issuer.text else { throw .metadataIssuerWrong }
        authorizationEndpoint = try Self.endpoint(document.authorizationEndpoint, of: provider)
        tokenEndpoint = try Self.endpoint(document.tokenEndpoint, of: provider)
        keysAddress = try Self.endpoint(document.keysAddress, of: provider)
        userInfoEndpoint = try document.userInfoEndpoint.map { text throws(OpenIDFailure) in
            try Self.endpoint(text, of: provider)
        }
        let methods = document.clientMethods ?? [ClientMethod.basic.rawValue]
        guard let method = [ClientMethod.basic, .post].first(where: { methods.contains($0.rawValue) }) else {
            throw .clientMethodUnsupported
        }
        clientMethod = method
        namesIssuerInAnswers = document.namesIssuerInAnswers ?? false
    }

    /// An address with TLS; without it only beside an issuer that has none either, which is this machine's.
    private static func endpoint(
        _ text: String,
        of provider: OpenIDProvider
    ) throws(OpenIDFailure) -> OutboundURL {
        guard let url = OutboundURL(text), url.scheme == .https || url.origin == provider.issuer.url.origin
        else {
            throw .endpointRefused
        }
        return url
    }
}

extension OpenIDProvider.Issuer {
    /// Discovery 1.0, section 4.1.
    var metadataAddress: OutboundURL? {
        OutboundURL(
            (text.hasSuffix("/") ? String(text.dropLast()) : text) + "/.well-known/openid-configuration"
        )
    }
}
