package import Accounts
package import HTTPTypes
package import Hummingbird
import Kernel

/// A route of the admin site: the right that it demands is a part of it, so that none can go without.
package struct StaffRoute: Sendable {
    package typealias Handler = @Sendable (Request, AppContext, StaffMember) async throws -> Response

    package let method: HTTPRequest.Method
    /// Below `/admin` or `/api/admin`: `accounts/:id`; empty for the very address.
    package let path: String
    package let right: StaffRight
    private let handler: Handler

    package static func get(
        _ path: String,
        for right: StaffRight,
        use handler: @escaping Handler
    ) -> StaffRoute {
        StaffRoute(method: .get, path: path, right: right, handler: handler)
    }

    package static func post(
        _ path: String,
        for right: StaffRight,
        use handler: @escaping Handler
    ) -> StaffRoute {
        StaffRoute(method: .post, path: path, right: right, handler: handler)
    }

    fileprivate func answer(
        _ request: Request,
        _ context: AppContext,
        _ staff: Staff
    ) async throws -> Response {
        try await handler(request, context, staff.require(right, context))
    }
}

extension RouterGroup<AppContext> {
    /// Mounts routes of the admin site, each behind its right.
    package func mount(_ routes: [StaffRoute], for staff: Staff) {
        for route in routes {
            on(RouterPath(route.path), method: route.method) { request, context in
                try await route.answer(request, context, staff)
            }
        }
    }
}

extension Staff {
    /// Who of the staff asks.
    /// - Throws: `Problem` `not_found` for everybody else, `staff_second_factor`, `right_missing`.
    package func require(_ right: StaffRight, _ context: AppContext) async throws -> StaffMember {
        try await member(of: context.person?.session, for: right)
    }
}
