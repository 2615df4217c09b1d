package import FoundationEssentials
import LocalModels

/// Which model we have drawn with on this machine, by an sd-server that we start ourselves.
package struct LocalModelSettings: Sendable {
    /// The model's file; nil starts nothing.
    package let weights: URL?
    /// The program that the operator named; without one it is that of the share folder.
    package let server: URL?
}

extension LocalModelSettings {
    /// Reads the settings; `shelf` is where weights lie that are named without a path.
    init(_ reader: inout SettingReader, shelf: URL) async {
        weights = await reader.read(.localModel) { text throws(Unfit) in
            if text.contains("/") { return try Settings.path(text) }
            guard let name = WeightsName(text) else { throw .kind }
            return WeightsShelf(shelf).file(name)
        }
        server = await reader.read(.localModelServer, Settings.path)
    }
}
