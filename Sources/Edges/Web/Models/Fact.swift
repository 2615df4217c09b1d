import Engines
import Kernel
import Mustache

/// One line of a list of facts.
struct Fact: MustacheParent, Sendable {
    let label: String
    let text: String
    /// For scripts, which put it into the reader's own zone.
    let moment: Timestamp?
    /// Says where words go when this model is used.
    let place: Place?

    struct Place: Sendable {
        let text: String
        let isLocal: Bool
    }

    init(
        _ label: String,
        _ text: String,
        moment: Timestamp? = nil,
        place: Place? = nil
    ) {
        self.label = label
        self.text = text
        self.moment = moment
        self.place = place
    }

    func child(named name: String) -> Any? {
        switch name {
        case "label": label
        case "text": text
        case "datetime": moment?.description
        case "is_place": place != nil
        case "is_local": place?.isLocal
        case "place": place?.text
        default: nil
        }
    }
}
