import FoundationEssentials
package import LocalModels
package import Outbound

/// The model of this machine that the settings name, and the sd-server of ours that draws with it.
///
/// It is a local engine like one that the operator runs. Prompts go there only while `isReady`: what listens on a port of ours that
/// our server does not hold is somebody else's.
package struct LocalModel: Sendable {
    package static let label: HostLabel = "local-model"

    package let server: ManagedServer

    /// Nothing is started yet, and nothing looked at.
    /// - Returns: nil when the settings name no model.
    /// - Throws: `LoopbackRefusal`.
    package init?(_ settings: Settings, _ share: ShareFolder, _ ambience: Ambience) throws {
        guard let plan = Self.plan(settings, share) else { return nil }
        let port = try LoopbackPort.free()
        let policy = OutboundPolicy(isLocal: true, localEngines: [Self.label: [port.url.origin]])
        server = ManagedServer(
            plan,
            on: port,
            asking: Outbound(policy, clock: ambience.clock, randomness: ambience.randomness),
            as: Self.label,
            clock: ambience.clock
        )
    }

    /// `http://127.0.0.1:` and a port that stays the same until the process ends.
    package var address: String { server.port.url.base }

    package var isReady: Bool { server.state == .ready }

    /// What would be started; nil when the settings name no model.
    static func plan(_ settings: Settings, _ share: ShareFolder) -> ServerPlan? {
        settings.localModel.weights.map { weights in
            ServerPlan(
                executable: settings.localModel.server ?? share.folder.appending(path: "engines/sd-server"),
                weights: weights,
                in: DataDirectory.Places(settings.dataFolder).localModel
            )
        }
    }
}
