package import FoundationEssentials
package import HTTPKit
package import Hummingbird

/// `/openapi.json`: the native API, described for developers and their tools.
package struct OpenAPIRoutes: Sendable {
    private let document: Data

    package init(document: Data) {
        self.document = document
    }

    package func mount(on router: Router<AppContext>) {
        let document = document
        router.get("openapi.json") { request, _ in
            Response.checked(document, as: "application/json; charset=utf-8", for: request)
        }
    }
}
