package import Audit
import Kernel

extension Staff {
    /// What a member's decision on somebody's objection tells about the member; whose it was, this leaf does not say.
    package func acts(of member: StaffMember, decidingObjection id: String) async throws -> [PreparedAct] {
        let details: AuditDetails = [.role: member.role.rawValue, .what: "objection \(id)"]
        return [try await audit.prepare(.staffActed, about: member.subject, details)]
    }
}
