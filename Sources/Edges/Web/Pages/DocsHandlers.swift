import HTTPKit
import Hummingbird
import Kernel

extension Web {
    @Sendable func showDocs(_ request: Request, _ context: AppContext) async throws -> Response {
        let layout = printer.layout(request, context, at: .docs, titled: Message("docs.page"))
        return printer.print(DocsPage(layout: layout, reference: try shelf.reference()))
    }

    /// The operations of one subject.
    @Sendable func showDocsGroup(_ request: Request, _ context: AppContext) async throws -> Response {
        let groups = try shelf.reference().groups
        guard let group = groups.first(where: { $0.slug == context.parameters.get("group") }) else {
            throw Problem(.notFound)
        }
        let layout = printer.layout(
            request,
            context,
            at: .docsGroup(group.slug),
            titled: Message("docs.group_page", ["group": group.name])
        )
        return printer.print(DocsGroupPage(layout: layout, group: group, others: groups))
    }
}
