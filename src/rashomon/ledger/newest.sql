-- The newest schema as the migrations make it on SQLite, so that a new ledger need not wait for Alembic. A blank line
-- ends a statement. tests/ledger/test_upgrading.py compares both ways, and says how to write newest.sql anew.

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)

CREATE TABLE meta (
	"key" VARCHAR(64) NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY ("key")
)

CREATE TABLE source (
	id VARCHAR(40) NOT NULL,
	name TEXT NOT NULL,
	host TEXT,
	body TEXT NOT NULL,
	PRIMARY KEY (id)
)

CREATE TABLE document (
	id VARCHAR(40) NOT NULL,
	source_id VARCHAR(40) NOT NULL,
	url TEXT,
	title TEXT NOT NULL,
	language VARCHAR(16) NOT NULL,
	published VARCHAR(10),
	retrieved_at VARCHAR(40) NOT NULL,
	raw_sha256 VARCHAR(64) NOT NULL,
	copy_of VARCHAR(40),
	reader TEXT NOT NULL,
	state VARCHAR(16) NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(source_id) REFERENCES source (id)
)

CREATE INDEX document_source ON document (source_id)

CREATE INDEX document_raw ON document (raw_sha256)

CREATE TABLE claim (
	id VARCHAR(40) NOT NULL,
	document_id VARCHAR(40) NOT NULL,
	position INTEGER NOT NULL,
	voice TEXT NOT NULL,
	stance VARCHAR(16) NOT NULL,
	status VARCHAR(16) NOT NULL,
	deed TEXT,
	place TEXT,
	country VARCHAR(8),
	earliest VARCHAR(10),
	latest VARCHAR(10),
	confidence FLOAT NOT NULL,
	reader TEXT NOT NULL,
	live BOOLEAN NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(document_id) REFERENCES document (id)
)

CREATE INDEX claim_document ON claim (document_id, live)

CREATE INDEX claim_days ON claim (earliest, latest)

CREATE TABLE event (
	id VARCHAR(40) NOT NULL,
	title TEXT NOT NULL,
	deed TEXT,
	place TEXT,
	country VARCHAR(8),
	lat FLOAT,
	lon FLOAT,
	earliest VARCHAR(10),
	latest VARCHAR(10),
	claims INTEGER NOT NULL,
	documents INTEGER NOT NULL,
	disputes INTEGER NOT NULL,
	aggregate BOOLEAN NOT NULL,
	body TEXT NOT NULL, roots INTEGER DEFAULT '0' NOT NULL, radius_km FLOAT, kinds TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)

CREATE INDEX event_days ON event (earliest, latest)

CREATE TABLE event_claim (
	event_id VARCHAR(40) NOT NULL,
	claim_id VARCHAR(40) NOT NULL,
	PRIMARY KEY (event_id, claim_id),
	FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
	FOREIGN KEY(claim_id) REFERENCES claim (id)
)

CREATE INDEX event_claim_claim ON event_claim (claim_id)

CREATE TABLE verdict (
	id VARCHAR(40) NOT NULL,
	subject VARCHAR(120) NOT NULL,
	judgement VARCHAR(16) NOT NULL,
	"by" TEXT NOT NULL,
	at VARCHAR(40) NOT NULL,
	machine BOOLEAN NOT NULL,
	body TEXT NOT NULL, document_id VARCHAR(40), blind BOOLEAN DEFAULT 0 NOT NULL,
	PRIMARY KEY (id)
)

CREATE INDEX verdict_subject ON verdict (subject)

CREATE TABLE outcome (
	number INTEGER NOT NULL,
	run VARCHAR(40) NOT NULL,
	at VARCHAR(40) NOT NULL,
	name TEXT NOT NULL,
	state VARCHAR(16) NOT NULL,
	document_id VARCHAR(40),
	body TEXT NOT NULL,
	PRIMARY KEY (number)
)

CREATE INDEX outcome_run ON outcome (run)

CREATE TABLE words (
	id VARCHAR(40) NOT NULL,
	kind VARCHAR(16) NOT NULL,
	folded TEXT NOT NULL,
	PRIMARY KEY (id)
)

CREATE VIRTUAL TABLE words_fts USING fts5(folded, content='words', content_rowid='rowid')

CREATE TRIGGER words_added AFTER INSERT ON words BEGIN INSERT INTO words_fts(rowid, folded) VALUES (new.rowid, new.folded); END

CREATE TRIGGER words_removed AFTER DELETE ON words BEGIN INSERT INTO words_fts(words_fts, rowid, folded) VALUES ('delete', old.rowid, old.folded); END

CREATE TABLE near (
	"key" VARCHAR(200) NOT NULL,
	document_id VARCHAR(40) NOT NULL,
	PRIMARY KEY ("key", document_id),
	FOREIGN KEY(document_id) REFERENCES document (id)
)

CREATE INDEX near_document ON near (document_id)

CREATE INDEX verdict_document ON verdict (document_id, at)

CREATE INDEX verdict_by ON verdict ("by", at)

CREATE TABLE judged (
	claim_id VARCHAR(40) NOT NULL,
	document_id VARCHAR(40) NOT NULL,
	coded BOOLEAN NOT NULL,
	reviewed BOOLEAN NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (claim_id),
	FOREIGN KEY(claim_id) REFERENCES claim (id),
	FOREIGN KEY(document_id) REFERENCES document (id)
)

CREATE INDEX judged_document ON judged (document_id)

CREATE TABLE page_review (
	document_id VARCHAR(40) NOT NULL,
	coded INTEGER NOT NULL,
	reviewed INTEGER NOT NULL,
	finished BOOLEAN NOT NULL,
	PRIMARY KEY (document_id),
	FOREIGN KEY(document_id) REFERENCES document (id)
)

CREATE INDEX page_review_finished ON page_review (finished)

CREATE TABLE stale (
	document_id VARCHAR(40) NOT NULL,
	since VARCHAR(40) NOT NULL,
	PRIMARY KEY (document_id),
	FOREIGN KEY(document_id) REFERENCES document (id)
)

CREATE INDEX document_published ON document (published, id)

CREATE INDEX document_queue ON document (coalesce(published, '9999'), id)

CREATE INDEX event_disputes ON event (disputes)

CREATE TABLE person (
	name VARCHAR(64) NOT NULL,
	role VARCHAR(16) NOT NULL,
	secret TEXT NOT NULL,
	active BOOLEAN NOT NULL,
	made_at VARCHAR(40) NOT NULL,
	PRIMARY KEY (name)
)

CREATE TABLE session (
	digest VARCHAR(64) NOT NULL,
	person VARCHAR(64) NOT NULL,
	made_at VARCHAR(40) NOT NULL,
	until VARCHAR(40) NOT NULL,
	PRIMARY KEY (digest),
	FOREIGN KEY(person) REFERENCES person (name)
)

CREATE INDEX session_person ON session (person)

CREATE TABLE login_failure (
	number INTEGER NOT NULL,
	at VARCHAR(40) NOT NULL,
	"key" VARCHAR(120) NOT NULL,
	PRIMARY KEY (number)
)

CREATE INDEX login_failure_key ON login_failure ("key", at)

CREATE TABLE assignment (
	document_id VARCHAR(40) NOT NULL,
	person VARCHAR(64) NOT NULL,
	blind BOOLEAN NOT NULL,
	"by" VARCHAR(64) NOT NULL,
	at VARCHAR(40) NOT NULL,
	done_at VARCHAR(40),
	PRIMARY KEY (document_id, person),
	FOREIGN KEY(document_id) REFERENCES document (id),
	FOREIGN KEY(person) REFERENCES person (name)
)

CREATE INDEX assignment_person ON assignment (person)

CREATE TABLE proposal (
	id VARCHAR(40) NOT NULL,
	kind VARCHAR(16) NOT NULL,
	subject VARCHAR(120) NOT NULL,
	state VARCHAR(16) NOT NULL,
	"by" VARCHAR(64) NOT NULL,
	at VARCHAR(40) NOT NULL,
	decided_by VARCHAR(64),
	decided_at VARCHAR(40),
	body TEXT NOT NULL,
	PRIMARY KEY (id)
)

CREATE INDEX proposal_state ON proposal (kind, state)

CREATE TABLE access (
	number INTEGER NOT NULL,
	at VARCHAR(40) NOT NULL,
	person VARCHAR(64) NOT NULL,
	action VARCHAR(16) NOT NULL,
	path TEXT NOT NULL,
	address VARCHAR(64) NOT NULL,
	PRIMARY KEY (number)
)

CREATE INDEX access_person ON access (person, number)

CREATE INDEX event_place ON event (lat, lon)

CREATE INDEX event_country ON event (country)

CREATE INDEX event_deed ON event (deed)

CREATE TABLE event_source (
	event_id VARCHAR(40) NOT NULL,
	source_id VARCHAR(40) NOT NULL,
	claims INTEGER NOT NULL,
	alone BOOLEAN NOT NULL,
	disputed BOOLEAN NOT NULL,
	withdrawn INTEGER NOT NULL,
	own_losses INTEGER NOT NULL,
	adversary INTEGER NOT NULL,
	ally INTEGER NOT NULL,
	third_party INTEGER NOT NULL,
	PRIMARY KEY (event_id, source_id),
	FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
	FOREIGN KEY(source_id) REFERENCES source (id)
)

CREATE INDEX event_source_source ON event_source (source_id, event_id)

CREATE TABLE event_label (
	event_id VARCHAR(40) NOT NULL,
	source_id VARCHAR(40) NOT NULL,
	whom TEXT NOT NULL,
	word TEXT NOT NULL,
	times INTEGER NOT NULL,
	PRIMARY KEY (event_id, source_id, whom, word),
	FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
	FOREIGN KEY(source_id) REFERENCES source (id)
)

CREATE INDEX event_label_source ON event_label (source_id)

CREATE TABLE inbox_item (
	number INTEGER NOT NULL,
	job VARCHAR(40) NOT NULL,
	"by" VARCHAR(64) NOT NULL,
	at VARCHAR(40) NOT NULL,
	name TEXT NOT NULL,
	given TEXT NOT NULL,
	raw BLOB,
	tries INTEGER NOT NULL,
	PRIMARY KEY (number)
)

CREATE INDEX inbox_item_job ON inbox_item (job)

INSERT INTO meta ("key", value) VALUES ('schema', '5')

INSERT INTO alembic_version (version_num) VALUES ('5')
