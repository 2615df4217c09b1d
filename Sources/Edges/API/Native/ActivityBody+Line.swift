import Accounts
import Audit
import Kernel
import Wire

extension ActivityBody {
    init(_ line: ActivityLine) {
        switch line.what {
        case .event(let event):
            self.init(at: line.at.description, source: "account", kind: event.kind.rawValue)
            means = event.means?.rawValue
            device = event.traits?.device
            network = event.traits?.network
            count = event.count
        case .act(let act):
            self.init(at: line.at.description, source: "audit", kind: act.act?.rawValue ?? "unknown")
            role = act.details?[.role]
            reason = act.details?[.reason]
            what = act.details?[.what]
            leaf = act.number
        }
    }
}
