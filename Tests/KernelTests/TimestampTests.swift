import Foundation
import Kernel
import Testing

struct TimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (1, "1970-01-01T00:00:00.001Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (1_795_456_800_000, "2026-11-23T18:00:00.000Z"),
            (1_795_456_800_999, "2026-11-23T18:00:00.999Z"),
            (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)]
    )
    func `the text is RFC 3339 with milliseconds`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test func `each millisecond of a second has its own digits`() {
        let digits = (0..<1_000).map { number in
            Int(Timestamp(milliseconds: 1_795_456_800_000 + number).description.dropLast().suffix(3))
        }
        #expect((0..<1_000).first { digits[$0] != $0 } == nil)
    }

    @Test func `a date gives back the moment that made it`() {
        let moments = (0..<1_000).map { Timestamp(milliseconds: 1_795_456_800_000 + $0) }
        #expect(moments.first { Timestamp($0.date) != $0 } == nil)
    }

    @Test func `moments and durations add up`() {
        let moment = Timestamp(milliseconds: 1_000)
        #expect(moment + .days(2) - .hours(48) == moment)
        #expect(moment + .seconds(1) - moment == .seconds(1))
        #expect(moment < moment + .milliseconds(1))
    }

    @Test(
        arguments: [
            (Duration.milliseconds(1_500), 1_500), (.microseconds(999), 0), (.seconds(-2), -2_000),
            (.days(1), 86_400_000),
        ] as [(Duration, Int64)]
    )
    func `durations count in whole milliseconds`(duration: Duration, milliseconds: Int64) {
        #expect(duration.wholeMilliseconds == milliseconds)
    }

    @Test func `sleeping on the machine's clock ends with its task`() async {
        let task = Task { try await Clock.system.sleep(.days(1)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
