import Foundation
import Glibc

/// What the numbers were measured on; a load near the number of processors or above makes all of them worse.
enum Machine {
    static var line: String {
        var load = [0.0]
        getloadavg(&load, 1)
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return String(format: "%d processors, load %.1f", cores, load[0])
    }
}
