import FoundationEssentials
import Kernel
import Outbound

/// One way to a server that makes pictures, as the settings name it.
struct EngineWay: Sendable {
    /// What a server speaks.
    enum Kind: String, CaseIterable, Sendable {
        case gemini
        case openAI = "openai"
        /// The Images API by somebody else than OpenAI.
        case compatible
        case sdcpp
        case automatic1111 = "a1111"
        case comfyUI = "comfyui"

        /// Whether such servers are the operator's own by their nature: a call that is repeated costs nobody.
        var isOwn: Bool { [.sdcpp, .automatic1111, .comfyUI].contains(self) }

        /// Calls at a time, where the settings say nothing.
        var usualConcurrency: Int {
            switch self {
            case .gemini, .openAI, .compatible: 8
            case .sdcpp, .comfyUI: 2
            case .automatic1111: 1
            }
        }
    }

    /// What a compatible host can do beyond the least, in the file's words.
    enum Trait: String, CaseIterable, Sendable {
        case masks
        case manyPictures = "many_pictures"
        case streams
        case seed
        case negativePrompt = "negative_prompt"
        case noEdits = "no_edits"
        case noModels = "no_models"
    }

    static let keyKind = "1 to 500 visible ASCII characters"
    static let addressKind = "an http or https address without a query, a path if need be"
    static let addressesKind = "http or https addresses without a query, separated by commas"
    static let concurrencyRange = 1...1_000
    static let rateRange = 1...100_000

    /// As models call the engine.
    let engine: HostLabel
    let kind: Kind
    /// Without a slash at its end.
    let base: OutboundURL
    let key: Secret?
    let traits: Set<Trait>
    /// Calls at a time.
    let concurrency: Int
    /// Calls in any minute; nil for as many as there are.
    let perMinute: Int?
    /// Where it was written, for what is wrong with it.
    let place: String
    /// Whether its server is there, where somebody knows.
    var isReady: @Sendable () -> Bool = { true }

    /// Whether it is a server on this machine or in its networks, and so nobody outside.
    var isNearby: Bool { kind.isOwn || base.isNearby }

    static func address(_ text: String) -> OutboundURL? {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard let url = OutboundURL(trimmed), !url.target.contains("?") else { return nil }
        return url
    }

    /// Addresses that commas separate; nil when one of them is none.
    static func addresses(_ text: String) -> [OutboundURL]? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let urls = parts.compactMap { address(String($0.drop { $0 == " " })) }
        return urls.count == parts.count ? urls : nil
    }

    static func key(_ text: String) -> Secret? {
        let isVisible = text.utf8.allSatisfy { 0x21...0x7E ~= $0 }
        return isVisible && (1...500).contains(text.utf8.count) ? Secret(text) : nil
    }
}
