package import Accounts
import HTTPTypes
package import Hummingbird

extension ClientTraits {
    /// What a person recognises their own browser by: families instead of a user agent, a network instead of an address.
    package init(_ request: Request, _ context: AppContext) {
        let agent = request.headers[.userAgent] ?? ""
        self.init(
            device: "\(Self.browser(agent)), \(Self.system(agent))",
            network: context.client?.network.map { "\($0)" },
            deviceProof: request.value(of: .device, isSecure: true)
                ?? request.value(of: .device, isSecure: false)
        )
    }

    /// In this order: browsers name those that they descend from.
    private static let browsers = [
        ("Firefox/", "Firefox"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
        ("Chrome/", "Chrome"), ("Chromium/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ]

    private static let systems = [
        ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ]

    private static func browser(_ agent: String) -> String {
        browsers.first { agent.contains($0.0) }?.1 ?? "–"
    }

    private static func system(_ agent: String) -> String {
        systems.first { agent.contains($0.0) }?.1 ?? "–"
    }
}
