import Kernel
import Mustache
import Privacy

/// What somebody has asked for, with the day by which it is answered.
struct CenterRequests: MustacheParent, Sendable {
    let lines: [RequestLine]

    func child(named name: String) -> Any? { name == "lines" ? lines : nil }
}

extension CenterRequests {
    /// Nil for somebody who has asked for nothing.
    init?(_ requests: [RightsRequest], _ words: Catalogue) {
        guard !requests.isEmpty else { return nil }
        lines = requests.map { RequestLine($0, words) }
    }
}

/// One request and its clock.
struct RequestLine: MustacheParent, Sendable {
    let kind: String
    let state: String
    let label: String
    let moment: Timestamp
    let time: String

    func child(named name: String) -> Any? {
        switch name {
        case "kind": kind
        case "state": state
        case "label": label
        case "datetime": moment.description
        case "time": time
        default: nil
        }
    }
}

extension RequestLine {
    init(_ request: RightsRequest, _ words: Catalogue) {
        kind = words["request.kind.\(request.kind.rawValue)"]
        state = words["request.state.\(request.state.rawValue)"]
        label = words[request.state.isClosed ? "center.requests_ended" : "request.due"]
        moment = request.closedAt ?? request.dueAt
        time = words.moment(moment)
    }
}
