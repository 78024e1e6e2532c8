"""What can stand against the work: configuration, batches, outputs, the machine."""

from mreport.problems import N_

SENTENCES = {
    # configuration
    "toml-syntax": N_("This is not valid TOML: %(problem)s."),
    "setting-unknown": N_("There is no option “%(key)s”."),
    "setting-flag": N_("“%(key)s” is switched on or off. Write true or false."),
    "setting-text": N_("“%(key)s” takes one text. Write it in quotes."),
    "setting-list": N_("“%(key)s” takes a text, or a list of texts in square brackets. Write each in quotes."),
    "reason-unknown": N_("There is no column “%(name)s” with the reasons."),
    # batches
    "pairs-none": N_("There is no pair to be compared by --pairs %(pairs)s."),
    "ledger-there": N_("A batch was begun in this folder. Go on with it by --resume, or name another folder."),
    "ledger-missing": N_("No batch was begun in this folder, so there is none to go on with. Leave --resume out."),
    "ledger-other": N_("This is not the ledger of a batch that can be gone on with. Name another folder."),
    "ledger-busy": N_("Another batch is at work in this folder. Wait for it, or name another folder."),
    "report-died": N_("The process that made this report ended unexpectedly (signal %(signal)s)."),
    "report-deadline": N_("This report took longer than %(seconds)s seconds and was given up."),
    "report-memory": N_("There was not enough memory for this report. Choose fewer items or attributes."),
    "report-lost": N_("This report was given up: %(count)s workers that had it ended, one after the other."),
    # clusters and places that are no folder
    "cluster-missing": N_("--cluster needs %(names)s, which is not installed: pip install mreport[cluster]."),
    "cluster-jobs": N_("--jobs holds for this machine. With --cluster, the cluster's workers say how many there are."),
    "cluster-address": N_("This is no address of a Dask scheduler. Write it as tcp://host:8786 or tls://host:8786."),
    "cluster-certificate": N_(
        "This scheduler asks for a certificate. Name it by the variables DASK_DISTRIBUTED__COMM__TLS__CA_FILE, "
        "DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT and DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY."
    ),
    "cluster-unreachable": N_(
        "No Dask scheduler answered here in %(seconds)s seconds. Check the address, and whether it begins with tls://."
    ),
    "cluster-version": N_(
        "This worker has %(package)s %(found)s, this machine has %(wanted)s, so reports could differ. Install the same "
        "versions on all machines."
    ),
    "cluster-empty": N_("The cluster has had no worker for %(seconds)s seconds. Start some, then add --resume."),
    "cluster-lost": N_("The scheduler is gone. What is made is kept: start it again, then add --resume."),
    "target-library": N_("To write there, %(names)s is needed, which is not installed: pip install %(package)s."),
    "target-unknown": N_(
        "No library is known that writes to “%(scheme)s” addresses. Name a folder or another address."
    ),
    "target-unwritable": N_("The file can't be written there: %(problem)s."),
    # outputs
    "output-is-file": N_("There is a file of this name. Name a folder."),
    "output-suffix": N_("No document ends in “%(suffix)s”."),
    "output-twice": N_("This output is named twice. Name each one once."),
    "output-is-input": N_("The output is the source itself, which would be lost. Choose another name."),
    "output-is-folder": N_("This is a folder. Name a file in it."),
    "output-folder-missing": N_("There is no folder %(folder)s. Make it first."),
    "output-exists": N_("The file is there already and is kept, as --no-overwrite says. Choose another name."),
    "init-exists": N_("The file is there already, and is kept. Choose another name, or remove it first."),
    "output-unwritable": N_("The file can't be written: %(errno)s. What was there is unchanged."),
    "no-space": N_("There is no space left on the disk. What was there is unchanged."),
    "docx-columns": N_("Word allows %(most)s columns, this table has %(columns)s. Choose fewer items."),
    # the live page
    "web-busy": N_("Too much is asked for at once. Try again in a moment."),
    "web-missing": N_("The live page needs %(names)s, which is not installed: pip install mreport[web]."),
    "page-unknown": N_("There is no such page here."),
    "visit-over": N_("What was uploaded is no longer kept. Upload the file again."),
    "upload-slow": N_("What was sent took longer than %(seconds)s seconds to come. Send it once more."),
    "form-broken": N_("What was sent is no form. Go back, and send it once more."),
    "upload-missing": N_("No file was sent. Choose a file, then upload it."),
    "upload-kind": N_("A file that ends in “%(suffix)s” can't be read here."),
    "host-unknown": N_("This server is not meant by the name that it was called by. Open it by its own address."),
    "origin-other": N_("This was sent by a page of another site, and is refused."),
    "token-missing": N_("The token is missing. Open the whole address that “mreport serve” shows."),
    "port-taken": N_("The page can't be served here: %(errno)s. Choose another port with --port."),
    # the machine
    "library-missing": N_("Libraries that mreport needs are not installed: %(names)s. Type: %(remedy)s"),
    "parquet-missing": N_("Parquet needs the library polars, which is not installed: pip install mreport[parquet]."),
    "pango-missing": N_(
        "The PDF of this report needs the library Pango, which is not installed: text that is written from the right, "
        "and a theme with a style sheet for paper, are laid out by it (all else works without it). "
        "Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
        "macOS: brew install pango. Windows: install Pango by MSYS2."
    ),
    "internal-error": N_("mreport itself failed (%(kind)s). Run it again with --debug and report what it prints."),
}
