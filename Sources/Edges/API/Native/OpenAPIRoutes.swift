package import FoundationEssentials
package import HTTPKit
package import Hummingbird
import Synchronization

/// The document that describes the API, put together when somebody first asks for it: a server that starts has no need of it.
package final class OpenAPISource: Sendable {
    private let make: @Sendable () throws -> Data
    private let made = Mutex<Data?>(nil)

    package init(_ make: @escaping @Sendable () throws -> Data) {
        self.make = make
    }

    /// - Throws: what `make` throws, each time anew.
    package func document() throws -> Data {
        try made.withLock { known in
            if let known { return known }
            let document = try make()
            known = document
            return document
        }
    }
}

/// `/openapi.json`: the native API, described for developers and their tools.
package struct OpenAPIRoutes: Sendable {
    private let source: OpenAPISource

    package init(_ source: OpenAPISource) {
        self.source = source
    }

    package func mount(on router: Router<AppContext>) {
        let source = source
        router.get("openapi.json") { request, _ in
            try Response.checked(source.document(), as: "application/json; charset=utf-8", for: request)
        }
    }
}
