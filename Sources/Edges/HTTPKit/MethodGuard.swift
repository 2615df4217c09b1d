import HTTPTypes
package import Hummingbird
import Kernel

extension Router<AppContext> {
    private static var answered: [HTTPRequest.Method] {
        [.get, .head, .post, .put, .patch, .delete, .options]
    }

    /// Answers the wrong method on a known path with 405 and `Allow` (RFC 9110, section 15.5.6); the router itself would say 404.
    ///
    /// Call it when every route is mounted.
    package func refuseOtherMethods() {
        let known = Dictionary(grouping: routes) { $0.path.description }
        for routes in known.values {
            guard let path = routes.first?.path else { continue }
            let methods = Set(routes.map(\.method))
            let allowed = methods.contains(.get) ? methods.union([.head]) : methods
            let allow = Self.answered.filter(allowed.contains).map(\.rawValue).joined(separator: ", ")
            for method in Self.answered where !allowed.contains(method) {
                on(path, method: method) { _, _ -> Response in
                    throw Problem(.methodNotAllowed, ["allow": allow])
                }
            }
        }
    }
}
