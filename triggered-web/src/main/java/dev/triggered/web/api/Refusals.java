package dev.triggered.web.api;

import dev.triggered.CancelVerdict;
import dev.triggered.KeptMail;
import dev.triggered.RetryVerdict;

/** What is said of verdicts that refuse: what is in the way, and what to do. */
final class Refusals {
    private Refusals() {}

    static String why(CancelVerdict verdict) {
        return switch (verdict) {
            case CANCELLED -> "it is cancelled";
            case TOO_LATE -> "it is being sent; if it is deferred, it can be cancelled then";
            case ENDED -> "it had ended before";
            case UNKNOWN_MESSAGE -> "there is no such message";
        };
    }

    static String why(RetryVerdict verdict) {
        return switch (verdict) {
            case QUEUED -> "it waits for its turn";
            case HELD -> "it waits until its stream is resumed";
            case UNKNOWN_MESSAGE -> "there is no such message";
            case UNDER_WAY -> "it has not ended: it waits, or is being sent";
            case WAS_SENT -> "it was sent: resend it";
            case WAS_NOT_SENT -> "it was not sent: retry it";
            case CONTENT_GONE -> "what its mail was made from is no longer kept: trigger it anew";
            case SECRETS_ERASED -> "its secret values were erased when it ended: trigger it anew";
            case SUPPRESSED -> "its recipient is suppressed";
            case NO_STREAM -> "its stream was deleted";
            case STREAM_STOPPED -> "its stream is stopped or a draft: launch it first";
        };
    }

    static String why(KeptMail.Reason reason) {
        return switch (reason) {
            case UNKNOWN_MESSAGE -> "there is no such message";
            case CONTENT_GONE -> "what its mail was made from is no longer kept";
            case SECRET -> "its mail has secret values: nobody looks at it, and they are erased when it ends";
            case NO_STREAM -> "its stream was deleted";
        };
    }
}
