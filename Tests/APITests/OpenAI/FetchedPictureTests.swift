import Foundation
import HTTPTypes
import HummingbirdTesting
import Imaging
import Kernel
import Outbound
import Store
import TestSupport
import Testing

/// Pictures that an order names by addresses, from a server of the test's own.
struct FetchedPictureTests {
    private static let edits = "/v1/images/edits"
    /// Other than people's, these may lead to this machine.
    private static let nearby = Destination.named(by: .receiver, as: "picture")
    private static let privateNetwork = #"{"image_url":"https://10.0.0.8/a.png"}"#

    private static func picture(_ name: String, at port: Int) -> String {
        #"{"image_url":"http://127.0.0.1:\#(port)/\#(name).png"}"#
    }

    @Test func `all addresses of an order have one minute together`() async throws {
        let api = try await OpenAIUnderTest(fetchingFrom: Self.nearby)
        let (place, time) = (api.installation, api.installation.time)
        let person = try await place.member()
        let (began, picture) = (time.now, try await Data.picture(as: .png).scalars)
        let script: ScriptedServer.Script = { request, write in
            if request.hasPrefix("GET /4.png") {
                // What the four before it have left.
                try await time.untilAsleep(for: .seconds(4))
                time.advance(by: .seconds(4))
                return try await ScriptedServer.forever()
            }
            // Less than any of them may take by itself.
            time.advance(by: .seconds(14))
            try await ScriptedServer.answer(picture)(request, write)
        }
        try await api.run { browser in
            let program = try await place.program(of: person, asking: browser)
            try await ScriptedServer.serving(script) { port, server in
                let pictures = (0..<6).map { Self.picture("\($0)", at: port) }.joined(separator: ",")
                let order = #"{"model":"worker","prompt":"sharper","images":[\#(pictures)]}"#
                let answer = try await program.send(.post, Self.edits, json: order)
                #expect(answer.error["param"] as? String == "images[4]")
                #expect(server.requests.count == 5)
            }
        }
        #expect(time.now - began == .seconds(60))
    }

    @Test(arguments: ["images[1]", "mask"])
    func `an address that nobody is asked for is refused before other pictures are fetched`(
        field: String
    ) async throws {
        let api = try await OpenAIUnderTest(fetchingFrom: Self.nearby)
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            let program = try await place.program(of: person, asking: browser)
            try await ScriptedServer.serving(ScriptedServer.answer("")) { port, server in
                let first = Self.picture("a", at: port)
                let members =
                    field == "mask"
                    ? #""images":[\#(first)],"mask":\#(Self.privateNetwork)"#
                    : #""images":[\#(first),\#(Self.privateNetwork)]"#
                let order = #"{"model":"worker","prompt":"sharper",\#(members)}"#
                let answer = try await program.send(.post, Self.edits, json: order)
                #expect(answer.status == .badRequest)
                #expect(answer.error["param"] as? String == field)
                #expect(server.requests == [])
            }
        }
    }

    @Test(arguments: [false, true])
    func `whoever leaves while their pictures are fetched orders nothing`(leaves: Bool) async throws {
        let connection = await Connection()
        let api = try await OpenAIUnderTest(fetchingFrom: Self.nearby, by: connection)
        let place = api.installation
        let person = try await place.member()
        let picture = try await Data.picture(as: .png).scalars
        let script: ScriptedServer.Script = { request, write in
            if leaves { try await connection.hangUp() }
            try await ScriptedServer.answer(picture)(request, write)
        }
        try await api.run { browser in
            let program = try await place.program(of: person, asking: browser)
            try await ScriptedServer.serving(script) { port, server in
                let order =
                    #"{"model":"painter","prompt":"snow","images":[\#(Self.picture("a", at: port))]}"#
                let answer = try await program.send(.post, Self.edits, json: order)
                #expect(server.requests.count == 1)
                #expect((answer.status == .ok) == !leaves)
            }
        }
        let orders = try await place.rows(in: "studio_job", where: "task <> 'upload'")
        #expect(orders == (leaves ? 0 : 1))
    }
}

extension Data {
    /// As scripts write bytes: a scalar for each.
    fileprivate var scalars: String { String(String.UnicodeScalarView(map { Unicode.Scalar($0) })) }
}
