import HTTPKit
import Kernel
import Mustache
import Privacy

/// Says on every page that the reader's browser opts out by a signal, and what became of it.
struct SignalPart: MustacheParent, Sendable {
    /// For programs: `honoured` or `overruled`.
    let state: String
    let words: String

    func child(named name: String) -> Any? {
        switch name {
        case "state": state
        case "words": words
        default: nil
        }
    }
}

extension SignalPart {
    /// Nil for a reader whose browser has said nothing.
    init?(_ context: AppContext, _ words: Catalogue) {
        guard let signal = context.chooser.signal else { return nil }
        let isOverruled = context.standings.contains {
            $0.purpose == MeasureUsage.definition.key && $0.isAllowed
        }
        state = isOverruled ? "overruled" : "honoured"
        self.words = words["choice.signal_\(isOverruled ? "overruled" : signal.source.rawValue)"]
    }
}

/// Asks for a consent that the reader has not decided on: once, and not again before the decision is over.
struct AskPart: MustacheParent, Sendable {
    let purpose: String
    let title: String
    let detail: String

    func child(named name: String) -> Any? {
        switch name {
        case "purpose": purpose
        case "ask_title": title
        case "ask_detail": detail
        default: nil
        }
    }
}

extension AskPart {
    /// Nil where nothing is asked: on the first page, which should be light and quiet, and on the page of choices, which asks by
    /// itself.
    init?(_ standings: [ConsentStanding], _ words: Catalogue, at page: Route?) {
        switch page {
        case .studio, .cookies, .admin, nil: return nil
        default: break
        }
        let key = MeasureUsage.definition.key
        guard standings.contains(where: { $0.purpose == key && $0.isAsked }) else { return nil }
        self.init(
            purpose: key,
            title: words["choice.\(key).title"],
            detail: words["choice.\(key).detail"]
        )
    }
}
