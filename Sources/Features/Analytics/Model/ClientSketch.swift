/// What is kept of a `User-Agent`: what kind of device, which family of browsers, which major version.
package struct ClientSketch: Hashable, Sendable {
    package enum Device: String, CaseIterable, Sendable {
        case desktop
        case phone
        case tablet
        /// Says itself that it is a machine's.
        case robot
        case other
    }

    /// In this order: browsers name those that they descend from.
    private static let families = [
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Edg/", "Edge"), ("EdgA/", "Edge"),
        ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"), ("Chromium/", "Chrome"), ("Version/", "Safari"),
    ]
    private static let robots = ["bot", "crawl", "spider", "slurp", "headless", "curl/", "python"]
    private static let highestMajor = 999

    package let device: Device
    /// A name of the list above, or `Other`.
    package let family: String
    /// 0 when it is not said.
    package let major: Int

    package init(agent: String) {
        let agent = String(agent.prefix(512))
        let lower = agent.lowercased()
        device =
            if Self.robots.contains(where: lower.contains) { .robot } else { Self.device(agent) }
        let known = Self.families.first { agent.contains($0.0) }
        family = known?.1 ?? "Other"
        major = known.map { Self.major(after: $0.0, in: agent) } ?? 0
    }

    private static func device(_ agent: String) -> Device {
        if agent.contains("iPad") || (agent.contains("Android") && !agent.contains("Mobile")) {
            return .tablet
        }
        if agent.contains("iPhone") || agent.contains("Android") { return .phone }
        let systems = ["Windows", "Mac OS X", "CrOS", "Linux", "X11"]
        return systems.contains(where: agent.contains) ? .desktop : .other
    }

    private static func major(after mark: String, in agent: String) -> Int {
        guard let range = agent.firstRange(of: mark) else { return 0 }
        let digits = agent[range.upperBound...].prefix { $0.isASCII && $0.isNumber }.prefix(4)
        return Int(digits).map { min($0, highestMajor) } ?? 0
    }
}
