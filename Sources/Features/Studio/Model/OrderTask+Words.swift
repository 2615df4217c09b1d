import Engines
import FoundationEssentials
import Kernel
import Typography

extension OrderTask {
    /// Texts that are set, in the words of whoever orders them.
    var texts: [String] {
        switch self {
        case .generate(let wish): wish.map { [$0.setting.text] } ?? []
        case .repaint(let wish): wish.text.map { [$0.setting.text] } ?? []
        case .scene(let wish, let text): wish.texts + (text.map { [$0.setting.text] } ?? [])
        case .compose(let wish), .typeset(let wish): wish.texts
        case .edit(let wish): wish.layers.compactMap(\.text)
        case .upscale: []
        }
    }

    /// What makes it another task; empty for pictures of words alone, which have nothing more.
    var fingerprint: String {
        let details: [String]? =
            switch self {
            case .generate(nil): nil
            case .generate(let wish): [Self.text(of: wish)]
            case .repaint(let wish):
                wish.pictures.map(\.text) + [wish.mask?.text ?? "", Self.text(of: wish.text)]
                    + (wish.goesOn ? ["goes on"] : [])
            case .scene(.document(let scene), let text): ["scene", Self.text(of: scene), Self.text(of: text)]
            case .scene(.change(let picture), let text): ["scene", picture.text, Self.text(of: text)]
            case .edit(let wish):
                ([wish.picture] + wish.others).map(\.text)
                    + [wish.mask?.text ?? "", Self.text(of: wish.steps), Self.text(of: wish.layers)]
            case .compose(let wish), .typeset(let wish): wish.fingerprint
            case .upscale(let wish): [wish.picture.text, "\(wish.factor.rawValue)", wish.method.rawValue]
            }
        guard let details else { return "" }
        return (["", name.rawValue] + details).joined(separator: "\u{0}")
    }

    /// Equal values have one text; none of these can fail to be encoded.
    static func text(of value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
