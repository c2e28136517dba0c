BEGIN TRANSACTION;
CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "verified" bool NOT NULL, "primary" bool NOT NULL, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "email" varchar(254) NOT NULL);
CREATE TABLE "account_emailconfirmation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created" datetime NOT NULL, "sent" datetime NULL, "key" varchar(64) NOT NULL UNIQUE, "email_address_id" integer NOT NULL REFERENCES "account_emailaddress" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "accounts_event" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "verb" varchar(60) NOT NULL, "subject_type" varchar(40) NOT NULL, "subject_id" bigint NULL, "why" text NOT NULL CHECK ((JSON_VALID("why") OR "why" IS NULL)), "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "member_id" bigint NULL REFERENCES "accounts_member" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "accounts_event" VALUES(1,'2026-05-05 09:30:00','workspace.founded','accounts.workspace',1,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(2,'2026-05-05 09:30:00','cadence.installed','cadences.cadence',1,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(3,'2026-05-05 09:30:00','person.added','people.person',1,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(4,'2026-05-05 09:30:00','followup.started','followups.followup',1,'[]','{"version": 1}',1,1);
INSERT INTO "accounts_event" VALUES(5,'2026-05-05 09:30:00','touch.recorded','touches.touch',1,'[]','{"channel": "email", "outcome": "sent"}',1,1);
INSERT INTO "accounts_event" VALUES(6,'2026-05-05 09:30:00','message.queued','mail.outgoingmessage',1,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(7,'2026-05-05 09:30:11','touch.done','touches.touch',1,'[]','{}',NULL,1);
INSERT INTO "accounts_event" VALUES(8,'2026-05-05 09:30:11','message.sent','mail.outgoingmessage',1,'[]','{}',NULL,1);
INSERT INTO "accounts_event" VALUES(9,'2026-05-05 11:30:11','touch.recorded','touches.touch',2,'[]','{"channel": "email", "outcome": "replied"}',NULL,1);
INSERT INTO "accounts_event" VALUES(10,'2026-05-05 11:30:11','message.heard','mail.incomingmessage',1,'[]','{"matched_by": "thread"}',NULL,1);
INSERT INTO "accounts_event" VALUES(11,'2026-05-05 11:30:11','person.added','people.person',2,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(12,'2026-05-05 11:30:11','person.tagged','people.person',2,'[]','{"tag": 1}',1,1);
INSERT INTO "accounts_event" VALUES(13,'2026-05-05 11:30:11','remark.added','people.person',2,'[]','{"kind": "said"}',1,1);
INSERT INTO "accounts_event" VALUES(14,'2026-05-05 11:30:11','followup.started','followups.followup',2,'[]','{"version": 1}',1,1);
INSERT INTO "accounts_event" VALUES(15,'2026-05-05 11:30:11','touch.recorded','touches.touch',3,'[]','{"channel": "phone", "outcome": "voicemail"}',1,1);
INSERT INTO "accounts_event" VALUES(16,'2026-05-07 11:30:11','touch.recorded','touches.touch',4,'[]','{"channel": "phone", "outcome": "talked"}',1,1);
INSERT INTO "accounts_event" VALUES(17,'2026-05-07 11:30:11','promise.made','promises.promise',1,'[]','{"party": "us"}',1,1);
INSERT INTO "accounts_event" VALUES(18,'2026-05-07 11:30:11','promise.made','promises.promise',2,'[]','{"party": "them"}',1,1);
INSERT INTO "accounts_event" VALUES(19,'2026-05-07 11:30:11','person.added','people.person',3,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(20,'2026-05-07 11:30:11','followup.started','followups.followup',3,'[]','{"version": 1}',1,1);
INSERT INTO "accounts_event" VALUES(21,'2026-05-07 11:30:11','deal.opened','deals.deal',1,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(22,'2026-05-07 11:30:11','touch.recorded','touches.touch',5,'[]','{"channel": "phone", "outcome": "talked"}',1,1);
INSERT INTO "accounts_event" VALUES(23,'2026-05-07 12:30:11','deal.moved','deals.deal',1,'[]','{"stage": "won"}',1,1);
INSERT INTO "accounts_event" VALUES(24,'2026-05-07 12:30:11','followup.yes','followups.followup',3,'[]','{"cause": null, "number": 1}',1,1);
INSERT INTO "accounts_event" VALUES(25,'2026-05-07 12:30:11','person.added','people.person',4,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(26,'2026-05-07 12:30:11','followup.started','followups.followup',4,'[]','{"version": 1}',1,1);
INSERT INTO "accounts_event" VALUES(27,'2026-05-07 12:30:11','deal.opened','deals.deal',2,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(28,'2026-05-07 12:30:11','touch.recorded','touches.touch',6,'[]','{"channel": "phone", "outcome": "talked"}',1,1);
INSERT INTO "accounts_event" VALUES(29,'2026-05-07 13:30:11','deal.moved','deals.deal',2,'[]','{"stage": "lost"}',1,1);
INSERT INTO "accounts_event" VALUES(30,'2026-05-07 13:30:11','followup.no','followups.followup',4,'[]','{"cause": "timing", "number": 1}',1,1);
INSERT INTO "accounts_event" VALUES(31,'2026-05-07 13:30:11','person.added','people.person',5,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(32,'2026-05-07 13:30:11','followup.started','followups.followup',5,'[]','{"version": 1}',1,1);
INSERT INTO "accounts_event" VALUES(33,'2026-05-07 13:30:11','deal.opened','deals.deal',3,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(34,'2026-05-07 13:30:11','touch.recorded','touches.touch',7,'[]','{"channel": "phone", "outcome": "talked"}',1,1);
INSERT INTO "accounts_event" VALUES(35,'2026-05-07 14:30:11','followup.not_yet','followups.followup',5,'[]','{"cause": null, "number": 1}',1,1);
INSERT INTO "accounts_event" VALUES(36,'2026-05-07 14:30:11','person.added','people.person',6,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(37,'2026-05-07 14:30:11','followup.started','followups.followup',6,'[]','{"version": 1}',1,1);
INSERT INTO "accounts_event" VALUES(38,'2026-05-07 15:30:11','person.opted_out','people.person',6,'[]','{"channel": "email", "how": "link"}',NULL,1);
INSERT INTO "accounts_event" VALUES(39,'2026-05-07 15:30:11','person.added','people.person',7,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(40,'2026-05-07 15:30:11','person.added','people.person',8,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(41,'2026-05-07 15:30:11','followup.started','followups.followup',7,'[]','{"version": 1}',1,1);
INSERT INTO "accounts_event" VALUES(42,'2026-05-07 15:30:11','touch.recorded','touches.touch',8,'[]','{"channel": "email", "outcome": "skipped"}',1,1);
INSERT INTO "accounts_event" VALUES(43,'2026-05-07 15:30:11','touch.recorded','touches.touch',9,'[]','{"channel": "email", "outcome": "skipped"}',1,1);
INSERT INTO "accounts_event" VALUES(44,'2026-05-07 15:30:11','touch.recorded','touches.touch',10,'[]','{"channel": "email", "outcome": "skipped"}',1,1);
INSERT INTO "accounts_event" VALUES(45,'2026-05-07 15:30:11','touch.recorded','touches.touch',11,'[]','{"channel": "email", "outcome": "skipped"}',1,1);
INSERT INTO "accounts_event" VALUES(46,'2026-05-07 15:30:11','touch.recorded','touches.touch',12,'[]','{"channel": "email", "outcome": "skipped"}',1,1);
INSERT INTO "accounts_event" VALUES(47,'2026-06-22 08:01:00','touch.recorded','touches.touch',13,'[]','{"channel": "email", "outcome": "sent"}',NULL,1);
INSERT INTO "accounts_event" VALUES(48,'2026-06-22 08:01:00','message.queued','mail.outgoingmessage',2,'[]','{}',NULL,1);
INSERT INTO "accounts_event" VALUES(49,'2026-06-22 08:01:00','person.added','people.person',9,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(50,'2026-06-22 08:01:00','followup.started','followups.followup',8,'[]','{"version": 1}',1,1);
INSERT INTO "accounts_event" VALUES(51,'2026-06-22 08:01:00','touch.recorded','touches.touch',14,'[]','{"channel": "email", "outcome": "sent"}',1,1);
INSERT INTO "accounts_event" VALUES(52,'2026-06-22 08:01:00','message.queued','mail.outgoingmessage',3,'[]','{}',1,1);
INSERT INTO "accounts_event" VALUES(53,'2026-06-22 08:01:00','job.stored','background.job',1,'[]','{"kind": "import"}',1,1);
CREATE TABLE "accounts_invitation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(10) NOT NULL, "name" varchar(120) NOT NULL, "token_hash" varchar(64) NOT NULL UNIQUE, "created_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "used_at" datetime NULL, "withdrawn_at" datetime NULL, "invited_by_id" bigint NOT NULL REFERENCES "accounts_member" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "accounts_member" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "role" varchar(10) NOT NULL, "zone" varchar(64) NOT NULL, "country" varchar(2) NOT NULL, "phone" varchar(40) NOT NULL, "calendar_url" varchar(200) NOT NULL, "signature" text NOT NULL, "joined_at" datetime NOT NULL, "left_at" datetime NULL, "user_id" bigint NOT NULL UNIQUE REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "accounts_member" VALUES(1,'Clara Duarte','owner','Europe/Lisbon','PT','','','','2026-05-05 09:30:00',NULL,1,1);
CREATE TABLE "accounts_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "email" varchar(254) NOT NULL UNIQUE, "is_active" bool NOT NULL, "created_at" datetime NOT NULL);
INSERT INTO "accounts_user" VALUES(1,'argon2$argon2id$v=19$m=102400,t=2,p=8$SzhuQVNyWDk3ZDFpR1Y5cElsSEFvbQ$q80A/D9jk2pwqcwsxH1Je7swcicUFkNrwdJYYe1OfuE',NULL,'clara@duarte.test',1,'2026-05-05 09:30:00');
CREATE TABLE "accounts_workspace" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "country" varchar(2) NOT NULL, "zone" varchar(64) NOT NULL, "created_at" datetime NOT NULL, "is_demo" bool NOT NULL, "postal_address" varchar(300) NOT NULL, "least_gap_hours" smallint unsigned NOT NULL CHECK ("least_gap_hours" >= 0), "most_in_7_days" smallint unsigned NOT NULL CHECK ("most_in_7_days" >= 0), "most_in_30_days" smallint unsigned NOT NULL CHECK ("most_in_30_days" >= 0), "sending_paused_at" datetime NULL, "sending_paused_why" varchar(300) NOT NULL);
INSERT INTO "accounts_workspace" VALUES(1,'Duarte Consulting','PT','Europe/Lisbon','2026-05-05 09:30:00',0,'',20,3,8,NULL,'');
CREATE TABLE "agenda_dayoff" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NOT NULL, "member_id" bigint NOT NULL REFERENCES "accounts_member" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "day_off_once" UNIQUE ("member_id", "day"));
CREATE TABLE "agenda_workinghours" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "weekdays" text NOT NULL CHECK ((JSON_VALID("weekdays") OR "weekdays" IS NULL)), "start" time NOT NULL, "end" time NOT NULL, "member_id" bigint NOT NULL UNIQUE REFERENCES "accounts_member" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
INSERT INTO "auth_permission" VALUES(1,1,'add_permission','Can add permission');
INSERT INTO "auth_permission" VALUES(2,1,'change_permission','Can change permission');
INSERT INTO "auth_permission" VALUES(3,1,'delete_permission','Can delete permission');
INSERT INTO "auth_permission" VALUES(4,1,'view_permission','Can view permission');
INSERT INTO "auth_permission" VALUES(5,2,'add_group','Can add group');
INSERT INTO "auth_permission" VALUES(6,2,'change_group','Can change group');
INSERT INTO "auth_permission" VALUES(7,2,'delete_group','Can delete group');
INSERT INTO "auth_permission" VALUES(8,2,'view_group','Can view group');
INSERT INTO "auth_permission" VALUES(9,3,'add_contenttype','Can add content type');
INSERT INTO "auth_permission" VALUES(10,3,'change_contenttype','Can change content type');
INSERT INTO "auth_permission" VALUES(11,3,'delete_contenttype','Can delete content type');
INSERT INTO "auth_permission" VALUES(12,3,'view_contenttype','Can view content type');
INSERT INTO "auth_permission" VALUES(13,4,'add_session','Can add session');
INSERT INTO "auth_permission" VALUES(14,4,'change_session','Can change session');
INSERT INTO "auth_permission" VALUES(15,4,'delete_session','Can delete session');
INSERT INTO "auth_permission" VALUES(16,4,'view_session','Can view session');
INSERT INTO "auth_permission" VALUES(17,5,'add_user','Can add user');
INSERT INTO "auth_permission" VALUES(18,5,'change_user','Can change user');
INSERT INTO "auth_permission" VALUES(19,5,'delete_user','Can delete user');
INSERT INTO "auth_permission" VALUES(20,5,'view_user','Can view user');
INSERT INTO "auth_permission" VALUES(21,6,'add_workspace','Can add workspace');
INSERT INTO "auth_permission" VALUES(22,6,'change_workspace','Can change workspace');
INSERT INTO "auth_permission" VALUES(23,6,'delete_workspace','Can delete workspace');
INSERT INTO "auth_permission" VALUES(24,6,'view_workspace','Can view workspace');
INSERT INTO "auth_permission" VALUES(25,7,'add_member','Can add member');
INSERT INTO "auth_permission" VALUES(26,7,'change_member','Can change member');
INSERT INTO "auth_permission" VALUES(27,7,'delete_member','Can delete member');
INSERT INTO "auth_permission" VALUES(28,7,'view_member','Can view member');
INSERT INTO "auth_permission" VALUES(29,8,'add_invitation','Can add invitation');
INSERT INTO "auth_permission" VALUES(30,8,'change_invitation','Can change invitation');
INSERT INTO "auth_permission" VALUES(31,8,'delete_invitation','Can delete invitation');
INSERT INTO "auth_permission" VALUES(32,8,'view_invitation','Can view invitation');
INSERT INTO "auth_permission" VALUES(33,9,'add_event','Can add event');
INSERT INTO "auth_permission" VALUES(34,9,'change_event','Can change event');
INSERT INTO "auth_permission" VALUES(35,9,'delete_event','Can delete event');
INSERT INTO "auth_permission" VALUES(36,9,'view_event','Can view event');
INSERT INTO "auth_permission" VALUES(37,10,'add_heartbeat','Can add heartbeat');
INSERT INTO "auth_permission" VALUES(38,10,'change_heartbeat','Can change heartbeat');
INSERT INTO "auth_permission" VALUES(39,10,'delete_heartbeat','Can delete heartbeat');
INSERT INTO "auth_permission" VALUES(40,10,'view_heartbeat','Can view heartbeat');
INSERT INTO "auth_permission" VALUES(41,11,'add_job','Can add job');
INSERT INTO "auth_permission" VALUES(42,11,'change_job','Can change job');
INSERT INTO "auth_permission" VALUES(43,11,'delete_job','Can delete job');
INSERT INTO "auth_permission" VALUES(44,11,'view_job','Can view job');
INSERT INTO "auth_permission" VALUES(45,12,'add_jobfile','Can add job file');
INSERT INTO "auth_permission" VALUES(46,12,'change_jobfile','Can change job file');
INSERT INTO "auth_permission" VALUES(47,12,'delete_jobfile','Can delete job file');
INSERT INTO "auth_permission" VALUES(48,12,'view_jobfile','Can view job file');
INSERT INTO "auth_permission" VALUES(49,13,'add_company','Can add company');
INSERT INTO "auth_permission" VALUES(50,13,'change_company','Can change company');
INSERT INTO "auth_permission" VALUES(51,13,'delete_company','Can delete company');
INSERT INTO "auth_permission" VALUES(52,13,'view_company','Can view company');
INSERT INTO "auth_permission" VALUES(53,14,'add_person','Can add person');
INSERT INTO "auth_permission" VALUES(54,14,'change_person','Can change person');
INSERT INTO "auth_permission" VALUES(55,14,'delete_person','Can delete person');
INSERT INTO "auth_permission" VALUES(56,14,'view_person','Can view person');
INSERT INTO "auth_permission" VALUES(57,15,'add_optout','Can add opt out');
INSERT INTO "auth_permission" VALUES(58,15,'change_optout','Can change opt out');
INSERT INTO "auth_permission" VALUES(59,15,'delete_optout','Can delete opt out');
INSERT INTO "auth_permission" VALUES(60,15,'view_optout','Can view opt out');
INSERT INTO "auth_permission" VALUES(61,16,'add_contactpoint','Can add contact point');
INSERT INTO "auth_permission" VALUES(62,16,'change_contactpoint','Can change contact point');
INSERT INTO "auth_permission" VALUES(63,16,'delete_contactpoint','Can delete contact point');
INSERT INTO "auth_permission" VALUES(64,16,'view_contactpoint','Can view contact point');
INSERT INTO "auth_permission" VALUES(65,17,'add_remark','Can add remark');
INSERT INTO "auth_permission" VALUES(66,17,'change_remark','Can change remark');
INSERT INTO "auth_permission" VALUES(67,17,'delete_remark','Can delete remark');
INSERT INTO "auth_permission" VALUES(68,17,'view_remark','Can view remark');
INSERT INTO "auth_permission" VALUES(69,18,'add_searchword','Can add search word');
INSERT INTO "auth_permission" VALUES(70,18,'change_searchword','Can change search word');
INSERT INTO "auth_permission" VALUES(71,18,'delete_searchword','Can delete search word');
INSERT INTO "auth_permission" VALUES(72,18,'view_searchword','Can view search word');
INSERT INTO "auth_permission" VALUES(73,19,'add_suppression','Can add suppression');
INSERT INTO "auth_permission" VALUES(74,19,'change_suppression','Can change suppression');
INSERT INTO "auth_permission" VALUES(75,19,'delete_suppression','Can delete suppression');
INSERT INTO "auth_permission" VALUES(76,19,'view_suppression','Can view suppression');
INSERT INTO "auth_permission" VALUES(77,20,'add_tag','Can add tag');
INSERT INTO "auth_permission" VALUES(78,20,'change_tag','Can change tag');
INSERT INTO "auth_permission" VALUES(79,20,'delete_tag','Can delete tag');
INSERT INTO "auth_permission" VALUES(80,20,'view_tag','Can view tag');
INSERT INTO "auth_permission" VALUES(81,21,'add_persontag','Can add person tag');
INSERT INTO "auth_permission" VALUES(82,21,'change_persontag','Can change person tag');
INSERT INTO "auth_permission" VALUES(83,21,'delete_persontag','Can delete person tag');
INSERT INTO "auth_permission" VALUES(84,21,'view_persontag','Can view person tag');
INSERT INTO "auth_permission" VALUES(85,22,'add_deal','Can add deal');
INSERT INTO "auth_permission" VALUES(86,22,'change_deal','Can change deal');
INSERT INTO "auth_permission" VALUES(87,22,'delete_deal','Can delete deal');
INSERT INTO "auth_permission" VALUES(88,22,'view_deal','Can view deal');
INSERT INTO "auth_permission" VALUES(89,23,'add_cadence','Can add cadence');
INSERT INTO "auth_permission" VALUES(90,23,'change_cadence','Can change cadence');
INSERT INTO "auth_permission" VALUES(91,23,'delete_cadence','Can delete cadence');
INSERT INTO "auth_permission" VALUES(92,23,'view_cadence','Can view cadence');
INSERT INTO "auth_permission" VALUES(93,24,'add_cadenceversion','Can add cadence version');
INSERT INTO "auth_permission" VALUES(94,24,'change_cadenceversion','Can change cadence version');
INSERT INTO "auth_permission" VALUES(95,24,'delete_cadenceversion','Can delete cadence version');
INSERT INTO "auth_permission" VALUES(96,24,'view_cadenceversion','Can view cadence version');
INSERT INTO "auth_permission" VALUES(97,25,'add_step','Can add step');
INSERT INTO "auth_permission" VALUES(98,25,'change_step','Can change step');
INSERT INTO "auth_permission" VALUES(99,25,'delete_step','Can delete step');
INSERT INTO "auth_permission" VALUES(100,25,'view_step','Can view step');
INSERT INTO "auth_permission" VALUES(101,26,'add_workinghours','Can add working hours');
INSERT INTO "auth_permission" VALUES(102,26,'change_workinghours','Can change working hours');
INSERT INTO "auth_permission" VALUES(103,26,'delete_workinghours','Can delete working hours');
INSERT INTO "auth_permission" VALUES(104,26,'view_workinghours','Can view working hours');
INSERT INTO "auth_permission" VALUES(105,27,'add_dayoff','Can add day off');
INSERT INTO "auth_permission" VALUES(106,27,'change_dayoff','Can change day off');
INSERT INTO "auth_permission" VALUES(107,27,'delete_dayoff','Can delete day off');
INSERT INTO "auth_permission" VALUES(108,27,'view_dayoff','Can view day off');
INSERT INTO "auth_permission" VALUES(109,28,'add_followup','Can add follow up');
INSERT INTO "auth_permission" VALUES(110,28,'change_followup','Can change follow up');
INSERT INTO "auth_permission" VALUES(111,28,'delete_followup','Can delete follow up');
INSERT INTO "auth_permission" VALUES(112,28,'view_followup','Can view follow up');
INSERT INTO "auth_permission" VALUES(113,29,'add_touch','Can add touch');
INSERT INTO "auth_permission" VALUES(114,29,'change_touch','Can change touch');
INSERT INTO "auth_permission" VALUES(115,29,'delete_touch','Can delete touch');
INSERT INTO "auth_permission" VALUES(116,29,'view_touch','Can view touch');
INSERT INTO "auth_permission" VALUES(117,30,'add_promise','Can add promise');
INSERT INTO "auth_permission" VALUES(118,30,'change_promise','Can change promise');
INSERT INTO "auth_permission" VALUES(119,30,'delete_promise','Can delete promise');
INSERT INTO "auth_permission" VALUES(120,30,'view_promise','Can view promise');
INSERT INTO "auth_permission" VALUES(121,31,'add_mailbox','Can add mailbox');
INSERT INTO "auth_permission" VALUES(122,31,'change_mailbox','Can change mailbox');
INSERT INTO "auth_permission" VALUES(123,31,'delete_mailbox','Can delete mailbox');
INSERT INTO "auth_permission" VALUES(124,31,'view_mailbox','Can view mailbox');
INSERT INTO "auth_permission" VALUES(125,32,'add_mailfolder','Can add mail folder');
INSERT INTO "auth_permission" VALUES(126,32,'change_mailfolder','Can change mail folder');
INSERT INTO "auth_permission" VALUES(127,32,'delete_mailfolder','Can delete mail folder');
INSERT INTO "auth_permission" VALUES(128,32,'view_mailfolder','Can view mail folder');
INSERT INTO "auth_permission" VALUES(129,33,'add_outgoingmessage','Can add outgoing message');
INSERT INTO "auth_permission" VALUES(130,33,'change_outgoingmessage','Can change outgoing message');
INSERT INTO "auth_permission" VALUES(131,33,'delete_outgoingmessage','Can delete outgoing message');
INSERT INTO "auth_permission" VALUES(132,33,'view_outgoingmessage','Can view outgoing message');
INSERT INTO "auth_permission" VALUES(133,34,'add_incomingmessage','Can add incoming message');
INSERT INTO "auth_permission" VALUES(134,34,'change_incomingmessage','Can change incoming message');
INSERT INTO "auth_permission" VALUES(135,34,'delete_incomingmessage','Can delete incoming message');
INSERT INTO "auth_permission" VALUES(136,34,'view_incomingmessage','Can view incoming message');
INSERT INTO "auth_permission" VALUES(137,35,'add_emailaddress','Can add email address');
INSERT INTO "auth_permission" VALUES(138,35,'change_emailaddress','Can change email address');
INSERT INTO "auth_permission" VALUES(139,35,'delete_emailaddress','Can delete email address');
INSERT INTO "auth_permission" VALUES(140,35,'view_emailaddress','Can view email address');
INSERT INTO "auth_permission" VALUES(141,36,'add_emailconfirmation','Can add email confirmation');
INSERT INTO "auth_permission" VALUES(142,36,'change_emailconfirmation','Can change email confirmation');
INSERT INTO "auth_permission" VALUES(143,36,'delete_emailconfirmation','Can delete email confirmation');
INSERT INTO "auth_permission" VALUES(144,36,'view_emailconfirmation','Can view email confirmation');
CREATE TABLE "background_heartbeat" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "worker" varchar(80) NOT NULL, "stage" varchar(30) NOT NULL, "at" datetime NOT NULL, "trouble" varchar(300) NOT NULL, CONSTRAINT "heartbeat_stage" UNIQUE ("worker", "stage"));
CREATE TABLE "background_job" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(40) NOT NULL, "title" varchar(200) NOT NULL, "state" varchar(10) NOT NULL, "arguments" text NOT NULL CHECK ((JSON_VALID("arguments") OR "arguments" IS NULL)), "cursor" text NOT NULL CHECK ((JSON_VALID("cursor") OR "cursor" IS NULL)), "result" text NOT NULL CHECK ((JSON_VALID("result") OR "result" IS NULL)), "done" integer unsigned NOT NULL CHECK ("done" >= 0), "total" integer unsigned NULL CHECK ("total" >= 0), "error" text NOT NULL, "created_at" datetime NOT NULL, "finished_at" datetime NULL, "claimed_by" varchar(80) NOT NULL, "lease_until" datetime NULL, "started_by_id" bigint NULL REFERENCES "accounts_member" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "background_job" VALUES(1,'import','late.csv','queued','{"encoding": null, "delimiter": null, "fields": null}','{}','{}',0,NULL,'','2026-06-22 08:01:00',NULL,'',NULL,1,1);
CREATE TABLE "background_jobfile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "content" BLOB NOT NULL, "job_id" bigint NOT NULL REFERENCES "background_job" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "job_file_piece" UNIQUE ("job_id", "number"));
INSERT INTO "background_jobfile" VALUES(1,0,X'4669727374204E616D652C4C617374204E616D652C456D61696C0D0A5275692C54656978656972612C7275694074656978656972612E746573740D0A',1,1);
CREATE TABLE "cadences_cadence" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(60) NOT NULL, "name" varchar(120) NOT NULL, "description" text NOT NULL, "kind" varchar(12) NOT NULL, "created_at" datetime NOT NULL, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "cadence_key" UNIQUE ("workspace_id", "key"));
INSERT INTO "cadences_cadence" VALUES(1,'first-meeting','First meeting','Twelve contacts over six months with somebody you have met, the first on the same day. Eight give something, three ask, and one is a question that only they can answer. It ends with a decision, whichever it is.','prospect','2026-05-05 09:30:00',1);
CREATE TABLE "cadences_cadenceversion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "created_at" datetime NOT NULL, "cadence_id" bigint NOT NULL REFERENCES "cadences_cadence" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "cadence_version_number" UNIQUE ("cadence_id", "number"));
INSERT INTO "cadences_cadenceversion" VALUES(1,1,'2026-05-05 09:30:00',1,1);
CREATE TABLE "cadences_step" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "title" varchar(120) NOT NULL, "offset_amount" smallint unsigned NOT NULL CHECK ("offset_amount" >= 0), "offset_unit" varchar(15) NOT NULL, "channel" varchar(12) NOT NULL, "fallbacks" text NOT NULL CHECK ((JSON_VALID("fallbacks") OR "fallbacks" IS NULL)), "purpose" varchar(20) NOT NULL, "automatic" bool NOT NULL, "gives" varchar(200) NOT NULL, "asks" varchar(200) NOT NULL, "subject" varchar(200) NOT NULL, "body" text NOT NULL, "opening" text NOT NULL, "talking_points" text NOT NULL CHECK ((JSON_VALID("talking_points") OR "talking_points" IS NULL)), "voicemail" text NOT NULL, "short_text" text NOT NULL, "version_id" bigint NOT NULL REFERENCES "cadences_cadenceversion" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "step_number" UNIQUE ("version_id", "number"));
INSERT INTO "cadences_step" VALUES(1,1,'Thank-you on the way to the car',0,'working_days','phone','["email", "sms", "linkedin"]','thank',0,'thanks, and proof that you listened','','Thank you{% if person.first_name %}, {{ person.first_name }}{% endif %}','Hello {{ person.first_name | default: "there" }},

Thank you for talking to me{% if said_when %} {{ said_when }}{% endif %}{% if said_where %} {{ said_where | at }}{% endif %}. {% if said %}One sentence has stayed with me: “{{ said | phrase }}”. I wrote it down in your words, because mine would not be as good.{% else %}I enjoyed it, and I wrote down what you are working on before I could forget the details.{% endif %}

There is nothing you need to do with this note. I will think about it, and in the next few days I will send you something useful. If it misses the mark, tell me; I can take it.

Until then, I wish you a good week.

{{ me.signature | default: me.full_name }}
','Hello{% if person.first_name %} {{ person.first_name }}{% endif %}, it''s {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %}. Nothing is wrong, and I''m not asking for anything: I only wanted to say thank you for talking to me{% if said_where %} {{ said_where | at }}{% endif %}.','["Give back the one thing they told you, in their own words{% if said %}: \u201c{{ said | phrase }}\u201d{% endif %}.", "Say what you will send, and by which day. Promise only what you can keep.", "Ask for nothing. Two minutes, a thank-you, and goodbye."]','Hello{% if person.first_name %} {{ person.first_name }}{% endif %}, {{ me.full_name }} here. Nothing is wrong, and there''s no need to ring back. I wanted to say thank you for our conversation while it is still fresh. I''ve made a note of what you told me, and in the next few days I''ll send you something useful. Enjoy the rest of your day.','{% if person.first_name %}{{ person.first_name }}, thank you{% else %}Thank you{% endif %} for talking to me{% if said_when %} {{ said_when }}{% endif %}. I wrote down what you told me and will send you something useful in the next few days. {{ me.first_name }}',1,1);
INSERT INTO "cadences_step" VALUES(2,2,'The useful thing you promised',2,'working_days','email','["linkedin", "phone"]','share',0,'an article or an idea on what they told you','','{% if article.title %}{{ article.title }}{% else %}Two weeks, one sheet of paper{% endif %}','Hello {{ person.first_name | default: "there" }},

I said I would send you something useful. Here it is.

{% if article.url %}{{ article.title | default: "Worth reading" }}
{{ article.url }}

{% if said %}I chose it because of what you told me: “{{ said | phrase }}”. Read it with one question in mind: which part of it could have been written at your place, and which part would never work there? The second answer interests me more.{% else %}Read it with one question in mind: which part of it could have been written at your place, and which part would never work there? The second answer interests me more, because that is usually where the real work begins.{% endif %}{% else %}{% if said %}You told me: “{{ said | phrase }}”. For two weeks, keep a sheet of paper where everybody can reach it, and each time it happens write down{% else %}Take the one thing at work that costs you the most patience. For two weeks, keep a sheet of paper where everybody can reach it, and each time it happens write down{% endif %} the day, what it was, and who noticed first. Do not mend anything yet. After two weeks you will know how often it really happens and where it starts, and you will no longer have to guess.{% endif %}

If it helps, it is yours. If it misses the point, one line from you is enough and I will look again.

{{ me.signature | default: me.full_name }}
','{{ person.first_name | default: "Hello" }}, it''s {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %}. Nothing is wrong: I promised you something useful, and it is quicker to tell than to write.{% if said %} You said “{{ said | phrase }}”, and there is a plain way to see how often that really happens.{% else %} It is a plain way to see where the time goes.{% endif %} Have you got a minute?','["The idea in three sentences: one sheet of paper, two weeks, the day and who noticed first.", "Ask what would make it impossible at their place. Write the answer down in their words.", "Offer to send it in writing. Then let them go."]','Hello{% if person.first_name %} {{ person.first_name }}{% endif %}, {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %} again, with the useful thing I promised. For two weeks, write down each time it happens, and who noticed first. That''s all. You will see where it starts, and it costs you a pencil. No need to ring back; but if you try it, I''d love to hear how long the list was.','{% if person.first_name %}{{ person.first_name }}, here{% else %}Here{% endif %} is the useful thing I promised{% if article.url %}: {{ article.title | default: "worth reading" }}, {{ article.url }} {% else %}: a sheet of paper by the door, one line whenever it goes wrong, with a name beside it. Fourteen days of that, and nobody has to guess any more. {% endif %}{{ me.first_name }}',1,1);
INSERT INTO "cadences_step" VALUES(3,3,'A question that only they can answer',4,'working_days','phone','["email", "whatsapp"]','curious_reminder',0,'','','One question I cannot answer without you','Hello {{ person.first_name | default: "there" }},

{% if last.summary %}Since {{ last.summary }}{% if last.when %} {{ last.when }}{% endif %}, one question keeps coming back to me.{% else %}Since we met, one question keeps coming back to me.{% endif %} I could guess at the answer, but you are the only one who knows it.

{% if said %}You said: “{{ said | phrase }}”. When that happens, who notices first: you, your colleagues, or your customers? And what do they do about it on the day? If the honest answer is “nobody, and nothing”, that is worth knowing too.{% else %}If you could change one thing about the way an ordinary Tuesday runs{% if person.company %} at {{ person.company }}{% endif %}, without asking anybody''s permission, what would it be? And who would thank you for it first?{% endif %}

One line is plenty, in whatever shape it comes to mind.

{{ me.signature | default: me.full_name }}
','{{ person.first_name | default: "Hello" }}, {{ me.full_name }}{% if me.company %} of {{ me.company }}{% endif %}; {% if said_where %}we spoke {{ said_where | at }}{% else %}we have spoken before{% endif %}. {% if said %}You told me “{{ said | phrase }}”. I have been turning that over, because a thing like that rarely stays in one place.{% else %}I have been turning our conversation over.{% endif %} May I ask you the one question I could not answer myself?','["Ask: \u201cWho notices it first: you, your colleagues, or your customers?\u201d Then say nothing.", "If they pause, ask what they were thinking of just then. The pause is a clue.", "Ask whom else it touches, and write down the names."]','{{ person.first_name | default: "Hello" }}, this is {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %}. There is a question I can''t answer without you: when it goes wrong, who notices first, you or your customers? Thirty seconds would do.{% if me.phone %} You can reach me on {{ me.phone }}.{% endif %} If we miss each other, I''ll try another day.','{% if person.first_name %}{{ person.first_name }}, a{% else %}A{% endif %} question I cannot answer without you: when it goes wrong, who notices first, you or your customers? One line is plenty. {{ me.first_name }}',1,1);
INSERT INTO "cadences_step" VALUES(4,4,'Ask for half an hour',5,'working_days','phone','["email", "whatsapp"]','ask_meeting',0,'','half an hour together','Half an hour, and what you would take away','Hello {{ person.first_name | default: "there" }},

{% if last.summary %}Following {{ last.summary }}{% if last.when %} {{ last.when }}{% endif %}, I would like to suggest half an hour together.{% else %}I would like to suggest half an hour together.{% endif %} You should know beforehand what you would get for it.

You would leave with three things: a clear picture of where the time goes today, two or three ways in which it could be mended, and my honest view whether we are the right people to do it. If we are not, I will say so and tell you who might be.

{% if me.calendar_url %}Choose whatever suits you: {{ me.calendar_url }}{% else %}Would Tuesday morning suit you, or is Thursday quieter?{% endif %}

And if it is too early, tell me when it would not be.

{{ me.signature | default: me.full_name }}
','{{ person.first_name | default: "Hello" }}, {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %}. I would like half an hour of your time, and I''ll tell you now what you''d get for it: a clear picture of where the time goes today, the ways it could be mended, and a straight answer on whether we can help. Which morning next week is your quiet one?','["Offer two times, not an open week.", "Ask who else should be there, so that nothing has to be said twice.", "Too early? Then when would it not be? Agree on a day and write it down."]','Hello{% if person.first_name %} {{ person.first_name }}{% endif %}, {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %}. I''d like to suggest half an hour in the next two weeks. You would come away with a clear picture and an honest opinion, and no homework.{% if me.phone %} My number is {{ me.phone }}.{% else %} I''d be glad of a word back.{% endif %} If it''s too early, just tell me when, and I''ll wait.','{% if person.first_name %}{{ person.first_name }}, half{% else %}Half{% endif %} an hour next week? You would leave with a clear picture of where the time goes, and my honest view whether we can help. Tuesday or Thursday morning? {{ me.first_name }}',1,1);
INSERT INTO "cadences_step" VALUES(5,5,'Offer an introduction',8,'working_days','linkedin','["email", "phone"]','introduce',0,'an introduction to somebody worth knowing','','Whom would you like to meet?','Hello {{ person.first_name | default: "there" }},

This one is not about us. {% if last.summary %}After {{ last.summary }}{% if last.when %} {{ last.when }}{% endif %} it{% else %}It{% endif %} occurred to me that my address book may be of more use to you than my advice.

My work brings me together with people from other businesses every week. Is there somebody you would like to compare notes with: someone who has the change you are thinking of behind them, a supplier one can trust, or an open door in a trade or a town where you know nobody yet?

Tell me what sort of person, and I will see whom I know. If it fits, I write three lines to both of you and then leave you to it.

{{ me.signature | default: me.full_name }}
','{{ person.first_name | default: "Hello" }}, it''s {{ me.first_name }}. Nothing is wrong, and this is not about us. I meet people from other businesses all week, and I wondered whom you would like to meet: somebody who has been where you are, or a door into a trade you don''t know yet. Does anyone come to mind?','["Have one or two names ready before you dial, and say why the two would get on.", "Ask what they would like to learn from each other.", "Promise the introduction for a day you can keep, and record the promise."]','Hello{% if person.first_name %} {{ person.first_name }}{% endif %}, it''s {{ me.first_name }}; nothing is wrong and there''s nothing to buy. I meet a good many people in my work and would like to put that to use for you. Tell me what kind of person you''d like to compare notes with, and I''ll go through my address book.{% if me.phone %} I''m on {{ me.phone }}.{% endif %}','{% if person.first_name %}{{ person.first_name }}, this{% else %}This{% endif %} is not about us. I meet people from other businesses every week: whom would you like to compare notes with? Tell me what sort of person, and I will see whom I know. {{ me.first_name }}',1,1);
INSERT INTO "cadences_step" VALUES(6,6,'Proof, or three questions for any supplier',11,'working_days','email','["phone", "linkedin"]','share',1,'a case of your own, or a way to tell good suppliers from friendly ones','','{% if proof.title %}{{ proof.title | phrase }}{% else %}Three questions to ask anybody, us included{% endif %}','Hello {{ person.first_name | default: "there" }},

{% if proof.title %}A story from our own work, because you may recognise some of it.

{{ proof.title | sentence }}{% if proof.result %} What came of it: {{ proof.result | phrase }}.{% endif %}

Stories like this tend to leave out the awkward parts, so let me offer you those as well: what was harder than expected, what we would do differently today, and what it asked of the people who had to live with it. Ask me and I will tell you, on the phone or in writing, whichever you prefer.{% else %}One day you may talk to somebody about {{ matter | default: "putting this right" }}: to us, or to someone else. Three questions will tell you the good ones from the merely friendly ones.

1. For whom was this the wrong choice, and why?
2. What will we have to do ourselves, in hours a week?
3. How will we know after one month that it works?

Whoever is worth paying can answer all three without taking a breath. Try them on us.{% endif %}

No answer is needed. I would rather you had this too early than too late.

{{ me.signature | default: me.full_name }}
','{{ person.first_name | default: "Hello" }}, {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %}. Nothing is wrong; I have something to give you, and it takes two minutes: {% if proof.title %}a story from our own work, with the awkward parts left in.{% else %}three questions that tell good suppliers from friendly ones, us included.{% endif %} Is this a good moment?','["{% if proof.title %}The story: {{ proof.title | phrase }}{% if proof.result %}; {{ proof.result | phrase }}{% endif %}. Tell what went wrong as well; it is why they will believe the rest.{% else %}The three: for whom was it wrong, what must we do ourselves, how will we know after a month?{% endif %}", "Ask which part would be the hardest at their place.", "Propose nothing yet."]','Hello{% if person.first_name %} {{ person.first_name }}{% endif %}, {{ me.full_name }} speaking. Nothing is wrong and nothing needs deciding. Should you ever choose somebody for {{ matter | default: "this" }}, ask them one thing: for whom was it the wrong choice? The answer is worth more than any brochure. I have two more like it, yours for the asking.{% if me.phone %} You''ll find me on {{ me.phone }}.{% endif %}','{% if person.first_name %}{{ person.first_name }}, before{% else %}Before{% endif %} you choose anybody, us included, ask three things: for whom was it wrong, what will we have to do ourselves, and how will we know after a month that it works? {{ me.first_name }}',1,1);
INSERT INTO "cadences_step" VALUES(7,7,'Agree on one small step',10,'working_days','phone','["email", "sms"]','commitment',0,'','one small step, with a date','Small enough to say yes to','Hello {{ person.first_name | default: "there" }},

{% if last.summary %}Looking back at {{ last.summary }}{% if last.when %} {{ last.when }}{% endif %}, I notice{% else %}I notice{% endif %} that I have given you things to think about and nothing to do. So here is something small.

For ten working days, one person{% if person.company %} at {{ person.company }}{% endif %} keeps a tally of {{ matter | default: "what goes wrong" }}: what happened, on which day, who noticed. No budget, no meeting, no decision. At the end you send me the sheet, and I tell you what I read in it.

That is a promise on both sides, so it needs a date. On which day could it start, and who would hold the pencil?

{{ me.signature | default: me.full_name }}
','{{ person.first_name | default: "Hello" }}, it''s {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %}. So far I have given you things to think about; today I would like to suggest something small to do. Ten days, a few minutes a day, no budget, and I read the result for you. May I describe it?','["Ten working days of writing it down: who could hold the pencil?", "Agree on the day it starts, and on the day you look at it together.", "Say both dates back to them, and record both promises: theirs and yours."]','{{ person.first_name | default: "Hello" }}, {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %}, with a suggestion small enough to say yes to. Somebody at your place keeps a tally for ten days; I tell you what I read in it. It costs neither money nor a meeting, and all it needs is a day to start.{% if me.phone %} Give me that day on {{ me.phone }}.{% else %} Send me that day in one line.{% endif %}','{% if person.first_name %}{{ person.first_name }}, a{% else %}A{% endif %} small step without budget or meeting: somebody keeps a tally for ten days, and I tell you what I read in it. On which day could it start? {{ me.first_name }}',1,1);
INSERT INTO "cadences_step" VALUES(8,8,'A card by post',16,'working_days','post','["email", "whatsapp", "phone"]','wish_well',0,'a card, written by hand','','No agenda','Hello {{ person.first_name | default: "there" }},

I meant this for a card, and an e-mail will have to do. There is no agenda behind it. You crossed my mind today, and I hope that {% if person.company %}things go well at {{ person.company }}{% else %}work is treating you kindly{% endif %} and that you get out into the daylight{% if person.city %} in {{ person.city }}{% endif %} between two meetings.

I have been in touch a few times by now{% if last.when %}, most recently {{ last.when }}{% endif %}. I do it because I liked our conversation, and that stays so whatever becomes of the rest.

If you tell me where the post finds you, the next one will be in ink.

{{ me.signature | default: me.full_name }}
','{{ person.first_name | default: "Hello" }}, it''s {{ me.first_name }}. Nothing is wrong, and I''m not selling anything today. You crossed my mind, and I wanted to hear how you are.','["Ask how they are, and mean it. Leave business to them.", "{% if shared %}You have something in common: {{ shared | phrase }}. Start there.{% else %}Find out what they care about outside work, and note it.{% endif %}", "Three minutes, then let them get on with their day."]','Hello{% if person.first_name %} {{ person.first_name }}{% endif %}, {{ me.first_name }} here, for once without any reason. Nothing is wrong and I''m not after anything. I thought of you today and hope that you are well, and that nobody makes you work too late. Don''t ring back; just have a good week.','{% if person.first_name %}Dear {{ person.first_name }}, no{% else %}Hello! No{% endif %} agenda, and nothing to answer. I liked our conversation{% if said_where %} {{ said_where | at }}{% endif %}, I think of it now and then, and I hope that all is well with you{% if person.company %} and with everybody at {{ person.company }}{% endif %}. With warm regards, {{ me.full_name }}',1,1);
INSERT INTO "cadences_step" VALUES(9,9,'An invitation',16,'working_days','email','["phone", "linkedin"]','invite',0,'a seat beside you where it is worth going','','{% if event.title %}A seat for you: {{ event.title | phrase }}{% else %}Shall I keep you a seat?{% endif %}','Hello {{ person.first_name | default: "there" }},

{% if event.title %}Would you come as my guest? It is {{ event.title | phrase }}{% if event.when %}, {{ event.when }}{% endif %}, and you were the first person I thought of. {% if last.summary %}It is a while since {{ last.summary }}{% if last.when %} {{ last.when }}{% endif %}, and I would rather see you than write to you. {% endif %}There is no pitch attached: come for the people, stay for the coffee, and leave when you have heard enough.{% else %}Part of my work is to go to talks, breakfasts and trade days. Many are not worth the parking. Now and then one is, and then I like to have somebody beside me who gets something out of it.

So this is a standing invitation: when I next find one about {{ matter | default: "the things we talked about" }}, shall I keep you a seat?{% endif %}

Bring a colleague if you like, best of all the one who has to live with the result. And should mornings be impossible for you, tell me, and I will bear it in mind.

{{ me.signature | default: me.full_name }}
','{{ person.first_name | default: "Hello" }}, {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %}. Nothing is wrong: this is an invitation. {% if event.title %}It is {{ event.title | phrase }}{% if event.when %}, {{ event.when }}{% endif %}. Would you come as my guest?{% else %}When I next go to something worth a morning of yours, shall I keep you the seat beside me?{% endif %}','["Say what is in it for them, and whom they would meet.", "Invite the colleague as well who would have to live with the result.", "If they cannot: ask which kind of event, and which time of day, would suit them. Note it."]','{{ person.first_name | default: "Hello" }}, this is {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %}; nothing is wrong, it''s an invitation. {% if event.title %}I''d be glad to have you as my guest at {{ event.title | phrase }}{% if event.when %}, {{ event.when }}{% endif %}.{% else %}When I next find a talk or a breakfast that''s worth your morning, I''d be glad to take you along.{% endif %} Let me know whether I may count you in, with a colleague if you like.','{% if person.first_name %}{{ person.first_name }}, an{% else %}An{% endif %} invitation: {% if event.title %}{{ event.title | phrase }}{% if event.when %}, {{ event.when }}{% endif %}, as my guest. Will you come?{% else %}may I take you along to the next talk that deserves both of us? Coffee is on me, and so is finding out which one it is.{% endif %} {{ me.first_name }}',1,1);
INSERT INTO "cadences_step" VALUES(10,10,'Congratulate them on something real',18,'working_days','linkedin','["email", "phone"]','congratulate',0,'a good word about something they did','','A good word about {{ person.company | default: "your work" }}','Hello {{ person.first_name | default: "there" }},

Before I wrote this I read up on what {% if person.company %}{{ person.company }} has{% else %}you and your colleagues have{% endif %} been doing{% if last.when %} since we were last in touch {{ last.when }}{% else %} lately{% endif %}. Customers write when something fails, and suppliers when something is for sale; hardly anybody writes to say that a thing is good. So let me: well done. I know how much work it takes to make it look easy.

Which part of it are you proudest of? I would like to hear the story behind it. And if you allow me, I will pass it on to people who ought to know about you.

{{ me.signature | default: me.full_name }}
','{{ person.first_name | default: "Hello" }}, it''s {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %}. Nothing is wrong. I have been reading about what you do, and I wanted to say “well done” in person instead of pressing a button. How did you manage it?','["Before you write or dial: two minutes with their site and their news. Name one real thing. If there is none, skip this contact.", "Ask how they did it, and who deserves the praise. Note the names.", "Ask whether you may pass the story on, and to whom."]','Hello{% if person.first_name %} {{ person.first_name }}{% endif %}, {{ me.full_name }}. Nothing is wrong; quite the contrary. I read about what you have been doing and wanted to congratulate you with my own voice. You needn''t call back. But if you ever feel like telling how it was done, I''m a good listener.','{% if person.first_name %}{{ person.first_name }}, I{% else %}I{% endif %} read up on what {% if person.company %}{{ person.company }} has{% else %}you have{% endif %} been doing lately, and want to say it plainly: well done. Which part are you proudest of? {{ me.first_name }}',1,1);
INSERT INTO "cadences_step" VALUES(11,11,'Am I wasting your time?',18,'working_days','phone','["email", "sms"]','ask_wasting_time',0,'','the truth: stop, later, or go on','Am I wasting your time?','Hello {{ person.first_name | default: "there" }},

I would rather ask than guess: am I wasting your time? I have been in touch for some months now{% if last.when %}, most recently {{ last.when }}{% endif %}, and you owe me nothing for it except, perhaps, the truth. A number is enough.

1. Yes, stop. Then I stop, and we stay on good terms.
2. Not now. Tell me the month, and you will not hear of {{ matter | default: "it" }} before.
3. No, go on. Then let us say what happens next, and by when.

Each of the three is a good answer. The only one I can do nothing with is silence.

{{ me.signature | default: me.full_name }}
','{{ person.first_name | default: "Hello" }}, it''s {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %}. Before anything else an honest question, and you cannot offend me: am I wasting your time?','["Then be silent. The pause belongs to them, and whatever they say, thank them for it.", "Not now: until when, and what will have changed by then? Wrong person: whom should you talk to?", "A no is an answer. Ask what would have had to be different, and record the decision before you hang up."]','{{ person.first_name | default: "Hello" }}, {{ me.first_name }}{% if me.company %} from {{ me.company }}{% endif %} here, with a question I''d rather ask than guess at: am I wasting your time? “Yes” is fine, and I''ll stop. “Later” is fine, if you give me a month. “No” is fine too.{% if me.phone %} One word is enough, on {{ me.phone }}.{% else %} One word is enough.{% endif %}','{% if person.first_name %}{{ person.first_name }}, honestly{% else %}Honestly{% endif %}: am I wasting your time? 1: yes, stop. 2: not now, ask me in another month. 3: no, go on. A number is enough, and each is fine. {{ me.first_name }}',1,1);
INSERT INTO "cadences_step" VALUES(12,12,'The door stays open',20,'working_days','email','["post", "phone"]','help',0,'a last useful thing, and peace','','The door stays open','Hello {{ person.first_name | default: "there" }},

This is the last note in a row from me, so I want it to be a useful one.{% if last.summary %} It follows {{ last.summary }}{% if last.when %} {{ last.when }}{% endif %}, and it asks for nothing.{% else %} It asks for nothing.{% endif %}

Should you take up {{ matter | default: "the matter" }} one day, with us or with anybody else, settle three things before you spend any money: who will own it, what that person may stop doing in return, and what you want to see after a month to call it a success.

{% if said %}And should it still be true then that “{{ said | phrase }}”, you know where I am.{% else %}You know where I am.{% endif %}{% if me.phone %} My number stays {{ me.phone }}.{% endif %} It was good to meet you.

{{ me.signature | default: me.full_name }}
','{{ person.first_name | default: "Hello" }}, it''s {{ me.first_name }}. Nothing is wrong. I am ringing for the last time about {{ matter | default: "our matter" }}, and only to leave you something useful before I leave you in peace.','["Three things to settle before spending money: who owns it, what they stop doing in return, what success looks like after a month.", "Ask whether you may be in touch once a year, and note the answer.", "Say goodbye warmly. People remember the end."]','Hello{% if person.first_name %} {{ person.first_name }}{% endif %}, {{ me.full_name }}, for the last time about {{ matter | default: "this" }}; nothing is wrong. One thing to take with you: before you spend money on it, with whomever, decide who will own it and what they may stop doing in return. It was good to meet you, and my door stays open.','{% if person.first_name %}{{ person.first_name }}, my{% else %}My{% endif %} last line on this: before you spend money on it, settle who will own it, what they stop doing in return, and what success looks like after a month. The door stays open. {{ me.first_name }}',1,1);
CREATE TABLE "deals_deal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "amount" decimal NULL, "currency" varchar(3) NOT NULL, "stage" varchar(10) NOT NULL, "external_id" varchar(100) NOT NULL, "created_at" datetime NOT NULL, "closed_at" datetime NULL, "company_id" bigint NULL REFERENCES "people_company" ("id") DEFERRABLE INITIALLY DEFERRED, "owner_id" bigint NULL REFERENCES "accounts_member" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "deals_deal" VALUES(1,'Papers for Maria Lopes',1200.5,'EUR','won','','2026-05-07 11:30:11','2026-05-07 12:30:11',1,1,3,1);
INSERT INTO "deals_deal" VALUES(2,'Papers for Jonas Weber',1200.5,'EUR','lost','','2026-05-07 12:30:11','2026-05-07 13:30:11',1,1,4,1);
INSERT INTO "deals_deal" VALUES(3,'Papers for Ana Sousa',1200.5,'EUR','open','','2026-05-07 13:30:11',NULL,1,1,5,1);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
INSERT INTO "django_content_type" VALUES(1,'auth','permission');
INSERT INTO "django_content_type" VALUES(2,'auth','group');
INSERT INTO "django_content_type" VALUES(3,'contenttypes','contenttype');
INSERT INTO "django_content_type" VALUES(4,'sessions','session');
INSERT INTO "django_content_type" VALUES(5,'accounts','user');
INSERT INTO "django_content_type" VALUES(6,'accounts','workspace');
INSERT INTO "django_content_type" VALUES(7,'accounts','member');
INSERT INTO "django_content_type" VALUES(8,'accounts','invitation');
INSERT INTO "django_content_type" VALUES(9,'accounts','event');
INSERT INTO "django_content_type" VALUES(10,'background','heartbeat');
INSERT INTO "django_content_type" VALUES(11,'background','job');
INSERT INTO "django_content_type" VALUES(12,'background','jobfile');
INSERT INTO "django_content_type" VALUES(13,'people','company');
INSERT INTO "django_content_type" VALUES(14,'people','person');
INSERT INTO "django_content_type" VALUES(15,'people','optout');
INSERT INTO "django_content_type" VALUES(16,'people','contactpoint');
INSERT INTO "django_content_type" VALUES(17,'people','remark');
INSERT INTO "django_content_type" VALUES(18,'people','searchword');
INSERT INTO "django_content_type" VALUES(19,'people','suppression');
INSERT INTO "django_content_type" VALUES(20,'people','tag');
INSERT INTO "django_content_type" VALUES(21,'people','persontag');
INSERT INTO "django_content_type" VALUES(22,'deals','deal');
INSERT INTO "django_content_type" VALUES(23,'cadences','cadence');
INSERT INTO "django_content_type" VALUES(24,'cadences','cadenceversion');
INSERT INTO "django_content_type" VALUES(25,'cadences','step');
INSERT INTO "django_content_type" VALUES(26,'agenda','workinghours');
INSERT INTO "django_content_type" VALUES(27,'agenda','dayoff');
INSERT INTO "django_content_type" VALUES(28,'followups','followup');
INSERT INTO "django_content_type" VALUES(29,'touches','touch');
INSERT INTO "django_content_type" VALUES(30,'promises','promise');
INSERT INTO "django_content_type" VALUES(31,'mail','mailbox');
INSERT INTO "django_content_type" VALUES(32,'mail','mailfolder');
INSERT INTO "django_content_type" VALUES(33,'mail','outgoingmessage');
INSERT INTO "django_content_type" VALUES(34,'mail','incomingmessage');
INSERT INTO "django_content_type" VALUES(35,'account','emailaddress');
INSERT INTO "django_content_type" VALUES(36,'account','emailconfirmation');
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES(1,'accounts','0001_first','2026-11-24 11:54:02.588537');
INSERT INTO "django_migrations" VALUES(2,'account','0001_initial','2026-11-24 11:54:02.616412');
INSERT INTO "django_migrations" VALUES(3,'account','0002_email_max_length','2026-11-24 11:54:02.629571');
INSERT INTO "django_migrations" VALUES(4,'account','0003_alter_emailaddress_create_unique_verified_email','2026-11-24 11:54:02.650939');
INSERT INTO "django_migrations" VALUES(5,'account','0004_alter_emailaddress_drop_unique_email','2026-11-24 11:54:02.670033');
INSERT INTO "django_migrations" VALUES(6,'account','0005_emailaddress_idx_upper_email','2026-11-24 11:54:02.680228');
INSERT INTO "django_migrations" VALUES(7,'account','0006_emailaddress_lower','2026-11-24 11:54:02.697153');
INSERT INTO "django_migrations" VALUES(8,'account','0007_emailaddress_idx_email','2026-11-24 11:54:02.712061');
INSERT INTO "django_migrations" VALUES(9,'account','0008_emailaddress_unique_primary_email_fixup','2026-11-24 11:54:02.729876');
INSERT INTO "django_migrations" VALUES(10,'account','0009_emailaddress_unique_primary_email','2026-11-24 11:54:02.739270');
INSERT INTO "django_migrations" VALUES(11,'agenda','0001_first','2026-11-24 11:54:02.758968');
INSERT INTO "django_migrations" VALUES(12,'contenttypes','0001_initial','2026-11-24 11:54:02.766424');
INSERT INTO "django_migrations" VALUES(13,'contenttypes','0002_remove_content_type_name','2026-11-24 11:54:02.790481');
INSERT INTO "django_migrations" VALUES(14,'auth','0001_initial','2026-11-24 11:54:02.820413');
INSERT INTO "django_migrations" VALUES(15,'auth','0002_alter_permission_name_max_length','2026-11-24 11:54:02.833297');
INSERT INTO "django_migrations" VALUES(16,'auth','0003_alter_user_email_max_length','2026-11-24 11:54:02.839503');
INSERT INTO "django_migrations" VALUES(17,'auth','0004_alter_user_username_opts','2026-11-24 11:54:02.851194');
INSERT INTO "django_migrations" VALUES(18,'auth','0005_alter_user_last_login_null','2026-11-24 11:54:02.859523');
INSERT INTO "django_migrations" VALUES(19,'auth','0006_require_contenttypes_0002','2026-11-24 11:54:02.864154');
INSERT INTO "django_migrations" VALUES(20,'auth','0007_alter_validators_add_error_messages','2026-11-24 11:54:02.873204');
INSERT INTO "django_migrations" VALUES(21,'auth','0008_alter_user_username_max_length','2026-11-24 11:54:02.885118');
INSERT INTO "django_migrations" VALUES(22,'auth','0009_alter_user_last_name_max_length','2026-11-24 11:54:02.890629');
INSERT INTO "django_migrations" VALUES(23,'auth','0010_alter_group_name_max_length','2026-11-24 11:54:02.908953');
INSERT INTO "django_migrations" VALUES(24,'auth','0011_update_proxy_permissions','2026-11-24 11:54:02.923836');
INSERT INTO "django_migrations" VALUES(25,'auth','0012_alter_user_first_name_max_length','2026-11-24 11:54:02.940084');
INSERT INTO "django_migrations" VALUES(26,'background','0001_first','2026-11-24 11:54:03.018368');
INSERT INTO "django_migrations" VALUES(27,'cadences','0001_first','2026-11-24 11:54:03.137184');
INSERT INTO "django_migrations" VALUES(28,'people','0001_first','2026-11-24 11:54:03.573361');
INSERT INTO "django_migrations" VALUES(29,'deals','0001_first','2026-11-24 11:54:03.612389');
INSERT INTO "django_migrations" VALUES(30,'followups','0001_first','2026-11-24 11:54:03.656426');
INSERT INTO "django_migrations" VALUES(31,'touches','0001_first','2026-11-24 11:54:03.708457');
INSERT INTO "django_migrations" VALUES(32,'mail','0001_first','2026-11-24 11:54:04.172374');
INSERT INTO "django_migrations" VALUES(33,'promises','0001_first','2026-11-24 11:54:04.228403');
INSERT INTO "django_migrations" VALUES(34,'sessions','0001_initial','2026-11-24 11:54:04.236315');
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "followups_followup" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "matter" varchar(200) NOT NULL, "started_at" datetime NOT NULL, "next_at" datetime NULL, "next_day" date NULL, "next_wall" varchar(19) NOT NULL, "next_zone" varchar(64) NOT NULL, "next_kind" varchar(10) NOT NULL, "next_is_due" bool NOT NULL, "next_is_timed" bool NOT NULL, "next_is_automatic" bool NOT NULL, "next_step" smallint unsigned NULL CHECK ("next_step" >= 0), "next_channel" varchar(12) NOT NULL, "next_promise" bigint NULL, "next_reasons" text NOT NULL CHECK ((JSON_VALID("next_reasons") OR "next_reasons" IS NULL)), "answer_waits_since" datetime NULL, "touch_count" smallint unsigned NOT NULL CHECK ("touch_count" >= 0), "decision" varchar(12) NOT NULL, "decided_at" datetime NULL, "decision_cause" varchar(20) NOT NULL, "decision_note" text NOT NULL, "decision_number" smallint unsigned NULL CHECK ("decision_number" >= 0), "wake_on" date NULL, "ended_at" datetime NULL, "resumed_at" datetime NULL, "deal_id" bigint NULL REFERENCES "deals_deal" ("id") DEFERRABLE INITIALLY DEFERRED, "owner_id" bigint NOT NULL REFERENCES "accounts_member" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" bigint NOT NULL REFERENCES "cadences_cadenceversion" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "followup_has_a_next_moment" CHECK ((("ended_at" IS NOT NULL AND "next_at" IS NULL) OR ("ended_at" IS NULL AND "next_at" IS NOT NULL))));
INSERT INTO "followups_followup" VALUES(1,'prospect','supplier papers','2026-05-05 09:30:00','2026-05-05 11:30:11','2026-05-05','2026-05-05T12:30','Europe/Lisbon','answer',1,0,0,NULL,'',NULL,'[{"code": "answer", "at": "2026-05-05T11:30:11+00:00"}]','2026-05-05 11:30:11',1,'',NULL,'','',NULL,NULL,NULL,NULL,NULL,1,1,1,1);
INSERT INTO "followups_followup" VALUES(2,'prospect','supplier papers','2026-05-05 11:30:11','2026-05-12 08:00:00','2026-05-12','2026-05-12T09:00','Europe/Lisbon','promise',1,0,0,NULL,'',1,'[{"code": "promise", "at": "2026-05-12T08:00:00+00:00", "timed": false}, {"code": "plan_waits", "number": 3, "of": 12}]',NULL,2,'',NULL,'','',NULL,NULL,NULL,NULL,NULL,1,2,1,1);
INSERT INTO "followups_followup" VALUES(3,'prospect','supplier papers','2026-05-07 11:30:11',NULL,NULL,'','','',0,0,0,NULL,'',NULL,'[{"code": "decided", "kind": "yes", "at": "2026-05-07T12:30:11+00:00", "cause": null}]',NULL,1,'yes','2026-05-07 12:30:11','','Signed on paper.',1,NULL,'2026-05-07 12:30:11',NULL,1,1,3,1,1);
INSERT INTO "followups_followup" VALUES(4,'prospect','supplier papers','2026-05-07 12:30:11',NULL,NULL,'','','',0,0,0,NULL,'',NULL,'[{"code": "decided", "kind": "no", "at": "2026-05-07T13:30:11+00:00", "cause": "timing"}]',NULL,1,'no','2026-05-07 13:30:11','timing','',1,NULL,'2026-05-07 13:30:11',NULL,2,1,4,1,1);
INSERT INTO "followups_followup" VALUES(5,'prospect','supplier papers','2026-05-07 13:30:11','2026-09-15 08:00:00','2026-09-15','2026-09-15T09:00','Europe/Lisbon','wake',0,0,0,NULL,'',NULL,'[{"code": "wake", "on": "2026-09-15", "cause": null}]',NULL,1,'not_yet','2026-05-07 14:30:11','','',1,'2026-09-15',NULL,NULL,3,1,5,1,1);
INSERT INTO "followups_followup" VALUES(6,'prospect','supplier papers','2026-05-07 14:30:11','2026-05-07 14:30:11','2026-05-07','2026-05-07T15:30','Europe/Lisbon','step',1,0,0,1,'phone',NULL,'[{"code": "step", "number": 1, "of": 12}, {"code": "after_start", "amount": 0, "unit": "working_days", "at": "2026-05-07T14:30:11+00:00"}, {"code": "no_address", "channel": "phone"}]',NULL,0,'',NULL,'','',NULL,NULL,NULL,NULL,NULL,1,6,1,1);
INSERT INTO "followups_followup" VALUES(7,'prospect','supplier papers','2026-05-07 15:30:11','2026-06-22 08:16:00','2026-06-22','2026-06-22T09:16','Europe/Lisbon','step',0,0,0,NULL,'',NULL,'[{"code": "under_way"}]',NULL,1,'',NULL,'','',NULL,NULL,NULL,NULL,NULL,1,8,1,1);
INSERT INTO "followups_followup" VALUES(8,'prospect','supplier papers','2026-06-22 08:01:00','2026-06-22 08:16:00','2026-06-22','2026-06-22T09:16','Europe/Lisbon','step',0,0,0,NULL,'',NULL,'[{"code": "under_way"}]',NULL,1,'',NULL,'','',NULL,NULL,NULL,NULL,NULL,1,9,1,1);
CREATE TABLE "mail_incomingmessage" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "identity" varchar(200) NOT NULL, "references" text NOT NULL, "from_address" varchar(320) NOT NULL, "subject" varchar(300) NOT NULL, "received_at" datetime NOT NULL, "kind" varchar(12) NOT NULL, "text" text NOT NULL, "full_text" text NOT NULL, "return_date" date NULL, "matched_by" varchar(10) NOT NULL, "followup_id" bigint NULL REFERENCES "followups_followup" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "touch_id" bigint NULL UNIQUE REFERENCES "touches_touch" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, "mailbox_id" bigint NOT NULL REFERENCES "mail_mailbox" ("id") DEFERRABLE INITIALLY DEFERRED, "answers_id" bigint NULL REFERENCES "mail_outgoingmessage" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "incoming_once" UNIQUE ("workspace_id", "mailbox_id", "identity"));
INSERT INTO "mail_incomingmessage" VALUES(1,'<answer@ribeiro.test>','','ines@ribeiro.test','Re: The supplier papers','2026-05-05 11:30:11','reply','Could we do September? Olá!','Could we do September? Olá!
',NULL,'thread',1,1,2,1,1,1);
CREATE TABLE "mail_mailbox" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "address" varchar(254) NOT NULL, "display_name" varchar(120) NOT NULL, "username" varchar(254) NOT NULL, "password_locked" text NOT NULL, "smtp_host" varchar(253) NOT NULL, "smtp_port" integer unsigned NOT NULL CHECK ("smtp_port" >= 0), "smtp_security" varchar(8) NOT NULL, "imap_host" varchar(253) NOT NULL, "imap_port" integer unsigned NOT NULL CHECK ("imap_port" >= 0), "imap_security" varchar(8) NOT NULL, "sent_saved_by_server" bool NOT NULL, "sent_folder" varchar(200) NOT NULL, "created_at" datetime NOT NULL, "synced_at" datetime NULL, "sync_trouble" varchar(500) NOT NULL, "sent_at" datetime NULL, "send_trouble" varchar(500) NOT NULL, "sync_claimed_by" varchar(80) NOT NULL, "sync_lease_until" datetime NULL, "owner_id" bigint NOT NULL UNIQUE REFERENCES "accounts_member" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "mailbox_address" UNIQUE ("workspace_id", "address"));
INSERT INTO "mail_mailbox" VALUES(1,'clara@example.test','Clara Duarte','clara@example.test','gAAAAABrBXreq_G6Xsyc-1OHN2gN_dBlw3RNAznVyo-sSh6D_FJWIh7Dr9gjSIqaAw-gRJl2ocvWDqctkuOhxI8b8_hWaTpZqg==','localhost',465,'tls','localhost',993,'tls',0,'','2026-05-05 09:30:00','2026-06-22 08:01:00','','2026-05-05 09:30:11','','','2026-06-22 08:01:30',1,1);
CREATE TABLE "mail_mailfolder" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "uidvalidity" bigint NOT NULL, "uid" bigint NOT NULL, "mailbox_id" bigint NOT NULL REFERENCES "mail_mailbox" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "mail_folder_once" UNIQUE ("mailbox_id", "name"));
INSERT INTO "mail_mailfolder" VALUES(1,'INBOX',2,2,1,1);
CREATE TABLE "mail_outgoingmessage" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "to_address" varchar(254) NOT NULL, "subject" varchar(300) NOT NULL, "body" text NOT NULL, "message_id" varchar(200) NOT NULL UNIQUE, "in_reply_to" varchar(998) NOT NULL, "references" text NOT NULL, "automatic" bool NOT NULL, "state" varchar(10) NOT NULL, "queued_at" datetime NOT NULL, "send_after" datetime NOT NULL, "tries" smallint unsigned NOT NULL CHECK ("tries" >= 0), "claimed_by" varchar(80) NOT NULL, "claimed_at" datetime NULL, "lease_until" datetime NULL, "sent_at" datetime NULL, "trouble" varchar(500) NOT NULL, "unknown_since" datetime NULL, "looked_at" datetime NULL, "from_restore" bool NOT NULL, "mailbox_id" bigint NOT NULL REFERENCES "mail_mailbox" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "touch_id" bigint NOT NULL UNIQUE REFERENCES "touches_touch" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "outgoing_state" CHECK ("state" IN ('queued', 'claimed', 'sent', 'failed', 'unknown', 'held')));
INSERT INTO "mail_outgoingmessage" VALUES(1,'ines@ribeiro.test','The supplier papers','Hello,

here it is — as promised.
','<2f8983b50f097bc263e2be50ba719b17@example.test>','','',0,'sent','2026-05-05 09:30:00','2026-05-05 09:30:10',0,'maker','2026-05-05 09:30:11','2026-05-05 09:35:11','2026-05-05 09:30:11','',NULL,NULL,0,1,1,1,1);
INSERT INTO "mail_outgoingmessage" VALUES(2,'lena@roth.test','Three questions to ask anybody, us included','Hello Lena,

One day you may talk to somebody about supplier papers: to us, or to someone else. Three questions will tell you the good ones from the merely friendly ones.

1. For whom was this the wrong choice, and why?
2. What will we have to do ourselves, in hours a week?
3. How will we know after one month that it works?

Whoever is worth paying can answer all three without taking a breath. Try them on us.

No answer is needed. I would rather you had this too early than too late.

Clara Duarte','<482d070eda04936ad1740bfd7ae1375f@example.test>','','',1,'queued','2026-06-22 08:01:00','2026-06-22 08:01:00',0,'',NULL,NULL,NULL,'',NULL,NULL,0,1,8,13,1);
INSERT INTO "mail_outgoingmessage" VALUES(3,'sara@lind.test','What you asked me at the fair','Hello,

here it is — as promised.
','<001dc2b08509b3cca3dd45863c47984a@example.test>','','',0,'queued','2026-06-22 08:01:00','2026-06-22 08:01:10',0,'',NULL,NULL,NULL,'',NULL,NULL,0,1,9,14,1);
CREATE TABLE "people_company" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "match_key" varchar(200) NOT NULL, "domain" varchar(253) NOT NULL, "created_at" datetime NOT NULL, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "company_match" UNIQUE ("workspace_id", "match_key"));
INSERT INTO "people_company" VALUES(1,'Ribeiro & Filhos','ribeiro & filhos','','2026-05-05 09:30:00',1);
CREATE TABLE "people_contactpoint" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "channel" varchar(12) NOT NULL, "value" varchar(254) NOT NULL, "label" varchar(40) NOT NULL, "state" varchar(10) NOT NULL, "is_primary" bool NOT NULL, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "contact_point_once" UNIQUE ("person_id", "channel", "value"));
INSERT INTO "people_contactpoint" VALUES(1,'email','ines@ribeiro.test','','works',1,1,1);
INSERT INTO "people_contactpoint" VALUES(2,'phone','+351912555014','','works',1,1,1);
INSERT INTO "people_contactpoint" VALUES(3,'email','otto@brandt.test','','works',1,1,2);
INSERT INTO "people_contactpoint" VALUES(4,'phone','+4930555014','','works',1,1,2);
INSERT INTO "people_contactpoint" VALUES(5,'email','maria@ribeiro.test','','works',1,1,3);
INSERT INTO "people_contactpoint" VALUES(6,'phone','+351912555014','','works',1,1,3);
INSERT INTO "people_contactpoint" VALUES(7,'email','jonas@ribeiro.test','','works',1,1,4);
INSERT INTO "people_contactpoint" VALUES(8,'phone','+351912555014','','works',1,1,4);
INSERT INTO "people_contactpoint" VALUES(9,'email','ana@ribeiro.test','','works',1,1,5);
INSERT INTO "people_contactpoint" VALUES(10,'phone','+351912555014','','works',1,1,5);
INSERT INTO "people_contactpoint" VALUES(11,'email','pia@novak.test','','works',1,1,6);
INSERT INTO "people_contactpoint" VALUES(12,'email','zoe@obrien.test','','works',1,1,7);
INSERT INTO "people_contactpoint" VALUES(13,'email','lena@roth.test','','works',1,1,8);
INSERT INTO "people_contactpoint" VALUES(14,'email','sara@lind.test','','works',1,1,9);
CREATE TABLE "people_optout" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "channel" varchar(12) NOT NULL, "at" datetime NOT NULL, "how" varchar(30) NOT NULL, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "opt_out_once" UNIQUE ("person_id", "channel"));
INSERT INTO "people_optout" VALUES(1,'email','2026-05-07 15:30:11','link',1,6);
CREATE TABLE "people_person" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "full_name" varchar(200) NOT NULL, "given_name" varchar(100) NOT NULL, "family_name" varchar(100) NOT NULL, "sort_name" varchar(200) NOT NULL, "title" varchar(200) NOT NULL, "street" varchar(200) NOT NULL, "city" varchar(100) NOT NULL, "region" varchar(100) NOT NULL, "postcode" varchar(20) NOT NULL, "country" varchar(2) NOT NULL, "zone" varchar(64) NOT NULL, "zone_source" varchar(10) NOT NULL, "language" varchar(10) NOT NULL, "birthday" varchar(10) NOT NULL, "source" varchar(200) NOT NULL, "external_id" varchar(100) NOT NULL, "notes" text NOT NULL, "away_until" date NULL, "away_since" datetime NULL, "opted_out_at" datetime NULL, "created_at" datetime NOT NULL, "last_contact_at" datetime NULL, "company_id" bigint NULL REFERENCES "people_company" ("id") DEFERRABLE INITIALLY DEFERRED, "owner_id" bigint NULL REFERENCES "accounts_member" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "people_person" VALUES(1,'Inês Carvalho','Inês','Carvalho','carvalho ines','','','','','','PT','Europe/Lisbon','told','','','','','',NULL,NULL,NULL,'2026-05-05 09:30:00','2026-05-05 11:30:11',1,1,1);
INSERT INTO "people_person" VALUES(2,'Otto Brandt','Otto','Brandt','brandt otto','','','','','','PT','Europe/Lisbon','told','','','','','',NULL,NULL,NULL,'2026-05-05 11:30:11','2026-05-07 11:30:11',1,1,1);
INSERT INTO "people_person" VALUES(3,'Maria Lopes','Maria','Lopes','lopes maria','','','','','','PT','Europe/Lisbon','told','','','','','',NULL,NULL,NULL,'2026-05-07 11:30:11','2026-05-07 11:30:11',1,1,1);
INSERT INTO "people_person" VALUES(4,'Jonas Weber','Jonas','Weber','weber jonas','','','','','','PT','Europe/Lisbon','told','','','','','',NULL,NULL,NULL,'2026-05-07 12:30:11','2026-05-07 12:30:11',1,1,1);
INSERT INTO "people_person" VALUES(5,'Ana Sousa','Ana','Sousa','sousa ana','','','','','','PT','Europe/Lisbon','told','','','','','',NULL,NULL,NULL,'2026-05-07 13:30:11','2026-05-07 13:30:11',1,1,1);
INSERT INTO "people_person" VALUES(6,'Pia Novak','Pia','Novak','novak pia','','','','','','PT','Europe/Lisbon','told','','','','','',NULL,NULL,NULL,'2026-05-07 14:30:11',NULL,1,1,1);
INSERT INTO "people_person" VALUES(7,'Zoë O’Brien-李','Zoë','O’Brien-李','o’brien-李 zoe','','','','','','PT','Europe/Lisbon','told','','','','','',NULL,NULL,NULL,'2026-05-07 15:30:11',NULL,1,1,1);
INSERT INTO "people_person" VALUES(8,'Lena Roth','Lena','Roth','roth lena','','','','','','PT','Europe/Lisbon','told','','','','','',NULL,NULL,NULL,'2026-05-07 15:30:11',NULL,1,1,1);
INSERT INTO "people_person" VALUES(9,'Sara Lind','Sara','Lind','lind sara','','','','','','PT','Europe/Lisbon','told','','','','','',NULL,NULL,NULL,'2026-06-22 08:01:00',NULL,1,1,1);
CREATE TABLE "people_persontag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" bigint NOT NULL REFERENCES "people_tag" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "person_tag_once" UNIQUE ("person_id", "tag_id"));
INSERT INTO "people_persontag" VALUES(1,2,1,1);
CREATE TABLE "people_remark" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "text" text NOT NULL, "where" varchar(200) NOT NULL, "learnt_on" date NULL, "by_id" bigint NULL REFERENCES "accounts_member" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "people_remark" VALUES(1,'said','Their papers go missing.','the fair','2026-04-30',1,2,1);
CREATE TABLE "people_searchword" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "word" varchar(40) NOT NULL, "person_id" bigint NOT NULL, "workspace_id" bigint NOT NULL);
INSERT INTO "people_searchword" VALUES(1,'351912555014',1,1);
INSERT INTO "people_searchword" VALUES(2,'carvalho',1,1);
INSERT INTO "people_searchword" VALUES(3,'filhos',1,1);
INSERT INTO "people_searchword" VALUES(4,'ines',1,1);
INSERT INTO "people_searchword" VALUES(5,'ines@ribeiro.test',1,1);
INSERT INTO "people_searchword" VALUES(6,'ribeiro',1,1);
INSERT INTO "people_searchword" VALUES(7,'test',1,1);
INSERT INTO "people_searchword" VALUES(8,'4930555014',2,1);
INSERT INTO "people_searchword" VALUES(9,'brandt',2,1);
INSERT INTO "people_searchword" VALUES(10,'filhos',2,1);
INSERT INTO "people_searchword" VALUES(11,'otto',2,1);
INSERT INTO "people_searchword" VALUES(12,'otto@brandt.test',2,1);
INSERT INTO "people_searchword" VALUES(13,'ribeiro',2,1);
INSERT INTO "people_searchword" VALUES(14,'test',2,1);
INSERT INTO "people_searchword" VALUES(15,'351912555014',3,1);
INSERT INTO "people_searchword" VALUES(16,'filhos',3,1);
INSERT INTO "people_searchword" VALUES(17,'lopes',3,1);
INSERT INTO "people_searchword" VALUES(18,'maria',3,1);
INSERT INTO "people_searchword" VALUES(19,'maria@ribeiro.test',3,1);
INSERT INTO "people_searchword" VALUES(20,'ribeiro',3,1);
INSERT INTO "people_searchword" VALUES(21,'test',3,1);
INSERT INTO "people_searchword" VALUES(22,'351912555014',4,1);
INSERT INTO "people_searchword" VALUES(23,'filhos',4,1);
INSERT INTO "people_searchword" VALUES(24,'jonas',4,1);
INSERT INTO "people_searchword" VALUES(25,'jonas@ribeiro.test',4,1);
INSERT INTO "people_searchword" VALUES(26,'ribeiro',4,1);
INSERT INTO "people_searchword" VALUES(27,'test',4,1);
INSERT INTO "people_searchword" VALUES(28,'weber',4,1);
INSERT INTO "people_searchword" VALUES(29,'351912555014',5,1);
INSERT INTO "people_searchword" VALUES(30,'ana',5,1);
INSERT INTO "people_searchword" VALUES(31,'ana@ribeiro.test',5,1);
INSERT INTO "people_searchword" VALUES(32,'filhos',5,1);
INSERT INTO "people_searchword" VALUES(33,'ribeiro',5,1);
INSERT INTO "people_searchword" VALUES(34,'sousa',5,1);
INSERT INTO "people_searchword" VALUES(35,'test',5,1);
INSERT INTO "people_searchword" VALUES(36,'filhos',6,1);
INSERT INTO "people_searchword" VALUES(37,'novak',6,1);
INSERT INTO "people_searchword" VALUES(38,'pia',6,1);
INSERT INTO "people_searchword" VALUES(39,'pia@novak.test',6,1);
INSERT INTO "people_searchword" VALUES(40,'ribeiro',6,1);
INSERT INTO "people_searchword" VALUES(41,'test',6,1);
INSERT INTO "people_searchword" VALUES(42,'brien',7,1);
INSERT INTO "people_searchword" VALUES(43,'brien-李',7,1);
INSERT INTO "people_searchword" VALUES(44,'filhos',7,1);
INSERT INTO "people_searchword" VALUES(45,'o',7,1);
INSERT INTO "people_searchword" VALUES(46,'obrien',7,1);
INSERT INTO "people_searchword" VALUES(47,'ribeiro',7,1);
INSERT INTO "people_searchword" VALUES(48,'test',7,1);
INSERT INTO "people_searchword" VALUES(49,'zoe',7,1);
INSERT INTO "people_searchword" VALUES(50,'zoe@obrien.test',7,1);
INSERT INTO "people_searchword" VALUES(51,'李',7,1);
INSERT INTO "people_searchword" VALUES(52,'filhos',8,1);
INSERT INTO "people_searchword" VALUES(53,'lena',8,1);
INSERT INTO "people_searchword" VALUES(54,'lena@roth.test',8,1);
INSERT INTO "people_searchword" VALUES(55,'ribeiro',8,1);
INSERT INTO "people_searchword" VALUES(56,'roth',8,1);
INSERT INTO "people_searchword" VALUES(57,'test',8,1);
INSERT INTO "people_searchword" VALUES(58,'filhos',9,1);
INSERT INTO "people_searchword" VALUES(59,'lind',9,1);
INSERT INTO "people_searchword" VALUES(60,'ribeiro',9,1);
INSERT INTO "people_searchword" VALUES(61,'sara',9,1);
INSERT INTO "people_searchword" VALUES(62,'sara@lind.test',9,1);
INSERT INTO "people_searchword" VALUES(63,'test',9,1);
CREATE TABLE "people_suppression" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "channel" varchar(12) NOT NULL, "value_hash" varchar(64) NOT NULL, "why" varchar(30) NOT NULL, "at" datetime NOT NULL, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "suppression_once" UNIQUE ("workspace_id", "value_hash", "channel"));
INSERT INTO "people_suppression" VALUES(1,'email','a9c6c1bdefcd156013d6a5a73eb17320d8979cb83d5734087ef8b363f9c0f33a','link','2026-05-07 15:30:11',1);
CREATE TABLE "people_tag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(60) NOT NULL, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "tag_once" UNIQUE ("workspace_id", "name"));
INSERT INTO "people_tag" VALUES(1,'fair 2026',1);
CREATE TABLE "promises_promise" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "party" varchar(4) NOT NULL, "text" varchar(300) NOT NULL, "channel" varchar(12) NOT NULL, "due_at" datetime NOT NULL, "due_day" date NOT NULL, "due_wall" varchar(19) NOT NULL, "due_zone" varchar(64) NOT NULL, "is_timed" bool NOT NULL, "state" varchar(12) NOT NULL, "made_at" datetime NOT NULL, "closed_at" datetime NULL, "followup_id" bigint NULL REFERENCES "followups_followup" ("id") DEFERRABLE INITIALLY DEFERRED, "owner_id" bigint NOT NULL REFERENCES "accounts_member" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "touch_id" bigint NULL REFERENCES "touches_touch" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "promises_promise" VALUES(1,'us','Send the checklist','','2026-05-12 08:00:00','2026-05-12','2026-05-12T09:00','Europe/Lisbon',0,'open','2026-05-07 11:30:11',NULL,2,1,2,4,1);
INSERT INTO "promises_promise" VALUES(2,'them','Ask the board','','2026-06-01 08:00:00','2026-06-01','2026-06-01T09:00','Europe/Lisbon',0,'open','2026-05-07 11:30:11',NULL,2,1,2,NULL,1);
CREATE TABLE "touches_touch" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" smallint unsigned NULL CHECK ("number" >= 0), "step" smallint unsigned NULL CHECK ("step" >= 0), "at" datetime NOT NULL, "channel" varchar(12) NOT NULL, "direction" varchar(3) NOT NULL, "purpose" varchar(20) NOT NULL, "outcome" varchar(20) NOT NULL, "state" varchar(10) NOT NULL, "balance" smallint NOT NULL, "note" text NOT NULL, "recorded_at" datetime NOT NULL, "followup_id" bigint NULL REFERENCES "followups_followup" ("id") DEFERRABLE INITIALLY DEFERRED, "member_id" bigint NULL REFERENCES "accounts_member" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "workspace_id" bigint NOT NULL REFERENCES "accounts_workspace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "touch_number_once" UNIQUE ("followup_id", "number"));
INSERT INTO "touches_touch" VALUES(1,1,1,'2026-05-05 09:30:11','email','out','thank','sent','done',1,'','2026-05-05 09:30:00',1,1,1,1);
INSERT INTO "touches_touch" VALUES(2,NULL,NULL,'2026-05-05 11:30:11','email','in','','replied','done',0,'','2026-05-05 11:30:11',1,NULL,1,1);
INSERT INTO "touches_touch" VALUES(3,1,1,'2026-05-05 11:30:11','phone','out','thank','voicemail','done',1,'','2026-05-05 11:30:11',2,1,2,1);
INSERT INTO "touches_touch" VALUES(4,2,2,'2026-05-07 11:30:11','phone','out','share','talked','done',1,'Wants the checklist.','2026-05-07 11:30:11',2,1,2,1);
INSERT INTO "touches_touch" VALUES(5,1,1,'2026-05-07 11:30:11','phone','out','thank','talked','done',1,'','2026-05-07 11:30:11',3,1,3,1);
INSERT INTO "touches_touch" VALUES(6,1,1,'2026-05-07 12:30:11','phone','out','thank','talked','done',1,'','2026-05-07 12:30:11',4,1,4,1);
INSERT INTO "touches_touch" VALUES(7,1,1,'2026-05-07 13:30:11','phone','out','thank','talked','done',1,'','2026-05-07 13:30:11',5,1,5,1);
INSERT INTO "touches_touch" VALUES(8,NULL,1,'2026-05-07 15:30:11','email','out','','skipped','done',0,'','2026-05-07 15:30:11',7,1,8,1);
INSERT INTO "touches_touch" VALUES(9,NULL,2,'2026-05-07 15:30:11','email','out','','skipped','done',0,'','2026-05-07 15:30:11',7,1,8,1);
INSERT INTO "touches_touch" VALUES(10,NULL,3,'2026-05-07 15:30:11','email','out','','skipped','done',0,'','2026-05-07 15:30:11',7,1,8,1);
INSERT INTO "touches_touch" VALUES(11,NULL,4,'2026-05-07 15:30:11','email','out','','skipped','done',0,'','2026-05-07 15:30:11',7,1,8,1);
INSERT INTO "touches_touch" VALUES(12,NULL,5,'2026-05-07 15:30:11','email','out','','skipped','done',0,'','2026-05-07 15:30:11',7,1,8,1);
INSERT INTO "touches_touch" VALUES(13,1,6,'2026-06-22 08:01:00','email','out','share','sent','in_flight',1,'','2026-06-22 08:01:00',7,NULL,8,1);
INSERT INTO "touches_touch" VALUES(14,1,1,'2026-06-22 08:01:10','email','out','thank','sent','in_flight',1,'','2026-06-22 08:01:00',8,1,9,1);
CREATE TABLE "twelfth_cache" (
    "cache_key" varchar(255) NOT NULL PRIMARY KEY,
    "value" text NOT NULL,
    "expires" datetime NOT NULL
);
CREATE INDEX "accounts_member_workspace_id_d53d5763" ON "accounts_member" ("workspace_id");
CREATE INDEX "accounts_invitation_invited_by_id_94a21efc" ON "accounts_invitation" ("invited_by_id");
CREATE INDEX "accounts_invitation_workspace_id_7dc693ca" ON "accounts_invitation" ("workspace_id");
CREATE INDEX "accounts_event_member_id_430cfe40" ON "accounts_event" ("member_id");
CREATE INDEX "accounts_event_workspace_id_933b9b98" ON "accounts_event" ("workspace_id");
CREATE INDEX "event_subject" ON "accounts_event" ("workspace_id", "subject_type", "subject_id", "at");
CREATE INDEX "event_at" ON "accounts_event" ("workspace_id", "at");
CREATE INDEX "account_emailconfirmation_email_address_id_5b7f8c58" ON "account_emailconfirmation" ("email_address_id");
CREATE UNIQUE INDEX "account_emailaddress_user_id_email_987c8728_uniq" ON "account_emailaddress" ("user_id", "email");
CREATE UNIQUE INDEX "unique_verified_email" ON "account_emailaddress" ("email") WHERE "verified";
CREATE INDEX "account_emailaddress_user_id_2c513194" ON "account_emailaddress" ("user_id");
CREATE INDEX "account_emailaddress_email_03be32b2" ON "account_emailaddress" ("email");
CREATE UNIQUE INDEX "unique_primary_email" ON "account_emailaddress" ("user_id", "primary") WHERE "primary";
CREATE INDEX "agenda_workinghours_workspace_id_a36bf0f0" ON "agenda_workinghours" ("workspace_id");
CREATE INDEX "agenda_dayoff_member_id_f3f6d1bd" ON "agenda_dayoff" ("member_id");
CREATE INDEX "agenda_dayoff_workspace_id_90298caf" ON "agenda_dayoff" ("workspace_id");
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE INDEX "job_claim" ON "background_job" ("state", "created_at") WHERE "state" IN ('queued', 'running');
CREATE INDEX "job_recent" ON "background_job" ("workspace_id", "created_at" DESC);
CREATE INDEX "background_job_started_by_id_ec6cb700" ON "background_job" ("started_by_id");
CREATE INDEX "background_job_workspace_id_29505132" ON "background_job" ("workspace_id");
CREATE INDEX "background_jobfile_job_id_ef3459e9" ON "background_jobfile" ("job_id");
CREATE INDEX "background_jobfile_workspace_id_a14875b1" ON "background_jobfile" ("workspace_id");
CREATE INDEX "cadences_cadence_key_669bb434" ON "cadences_cadence" ("key");
CREATE INDEX "cadences_cadence_workspace_id_a3b91ceb" ON "cadences_cadence" ("workspace_id");
CREATE INDEX "cadences_cadenceversion_cadence_id_49883849" ON "cadences_cadenceversion" ("cadence_id");
CREATE INDEX "cadences_cadenceversion_workspace_id_34c3165d" ON "cadences_cadenceversion" ("workspace_id");
CREATE INDEX "cadences_step_version_id_f5da220b" ON "cadences_step" ("version_id");
CREATE INDEX "cadences_step_workspace_id_5b4cfb1a" ON "cadences_step" ("workspace_id");
CREATE INDEX "people_remark_by_id_cd6f74be" ON "people_remark" ("by_id");
CREATE INDEX "people_remark_person_id_c0001c8f" ON "people_remark" ("person_id");
CREATE INDEX "people_remark_workspace_id_03fedb65" ON "people_remark" ("workspace_id");
CREATE INDEX "people_searchword_person_id_b1ec4033" ON "people_searchword" ("person_id");
CREATE INDEX "people_person_company_id_e8a26c70" ON "people_person" ("company_id");
CREATE INDEX "people_person_owner_id_62c3e8e8" ON "people_person" ("owner_id");
CREATE INDEX "people_person_workspace_id_a3bec8f0" ON "people_person" ("workspace_id");
CREATE INDEX "people_company_workspace_id_bca0407a" ON "people_company" ("workspace_id");
CREATE INDEX "people_optout_workspace_id_aaaaffa6" ON "people_optout" ("workspace_id");
CREATE INDEX "people_optout_person_id_5fe4adcc" ON "people_optout" ("person_id");
CREATE INDEX "people_contactpoint_workspace_id_43f5f6c5" ON "people_contactpoint" ("workspace_id");
CREATE INDEX "people_contactpoint_person_id_d28ae76a" ON "people_contactpoint" ("person_id");
CREATE INDEX "contact_point_find" ON "people_contactpoint" ("workspace_id", "channel", "value");
CREATE INDEX "remark_person" ON "people_remark" ("person_id", "kind");
CREATE INDEX "search_word_prefix" ON "people_searchword" ("workspace_id", "word", "person_id");
CREATE INDEX "people_suppression_workspace_id_03ba84ca" ON "people_suppression" ("workspace_id");
CREATE INDEX "people_tag_workspace_id_9c9346c3" ON "people_tag" ("workspace_id");
CREATE INDEX "people_persontag_person_id_936e860e" ON "people_persontag" ("person_id");
CREATE INDEX "people_persontag_workspace_id_a10dfe79" ON "people_persontag" ("workspace_id");
CREATE INDEX "people_persontag_tag_id_6b71c77a" ON "people_persontag" ("tag_id");
CREATE INDEX "person_list" ON "people_person" ("workspace_id", "sort_name", "id");
CREATE INDEX "person_external" ON "people_person" ("workspace_id", "external_id") WHERE NOT ("external_id" = '');
CREATE INDEX "person_new" ON "people_person" ("workspace_id", "created_at" DESC);
CREATE INDEX "deals_deal_company_id_f235c9bd" ON "deals_deal" ("company_id");
CREATE INDEX "deals_deal_owner_id_2f09ac61" ON "deals_deal" ("owner_id");
CREATE INDEX "deals_deal_person_id_403d41f7" ON "deals_deal" ("person_id");
CREATE INDEX "deals_deal_workspace_id_0bf02123" ON "deals_deal" ("workspace_id");
CREATE INDEX "deal_stage" ON "deals_deal" ("workspace_id", "stage");
CREATE UNIQUE INDEX "followup_one_per_matter" ON "followups_followup" ("person_id", "matter") WHERE "ended_at" IS NULL;
CREATE INDEX "followups_followup_deal_id_56ce415b" ON "followups_followup" ("deal_id");
CREATE INDEX "followups_followup_owner_id_7de33e82" ON "followups_followup" ("owner_id");
CREATE INDEX "followups_followup_person_id_1a3cbaae" ON "followups_followup" ("person_id");
CREATE INDEX "followups_followup_version_id_0c2a2154" ON "followups_followup" ("version_id");
CREATE INDEX "followups_followup_workspace_id_6568c682" ON "followups_followup" ("workspace_id");
CREATE INDEX "followup_today" ON "followups_followup" ("workspace_id", "owner_id", "next_at") WHERE "ended_at" IS NULL;
CREATE INDEX "followup_tick" ON "followups_followup" ("next_at") WHERE ("ended_at" IS NULL AND (NOT "next_is_due" OR "next_is_automatic"));
CREATE INDEX "followup_started" ON "followups_followup" ("workspace_id", "started_at");
CREATE INDEX "touches_touch_followup_id_08bccb92" ON "touches_touch" ("followup_id");
CREATE INDEX "touches_touch_member_id_197599a7" ON "touches_touch" ("member_id");
CREATE INDEX "touches_touch_person_id_1bc06811" ON "touches_touch" ("person_id");
CREATE INDEX "touches_touch_workspace_id_e5e9f4fb" ON "touches_touch" ("workspace_id");
CREATE INDEX "touch_person" ON "touches_touch" ("person_id", "at");
CREATE INDEX "touch_at" ON "touches_touch" ("workspace_id", "at");
CREATE INDEX "mail_mailbox_workspace_id_b23b840f" ON "mail_mailbox" ("workspace_id");
CREATE INDEX "mail_mailfolder_mailbox_id_3a5f7a25" ON "mail_mailfolder" ("mailbox_id");
CREATE INDEX "mail_mailfolder_workspace_id_11cf8a7c" ON "mail_mailfolder" ("workspace_id");
CREATE INDEX "mail_outgoingmessage_mailbox_id_fc1e2e74" ON "mail_outgoingmessage" ("mailbox_id");
CREATE INDEX "mail_outgoingmessage_person_id_90f51d6d" ON "mail_outgoingmessage" ("person_id");
CREATE INDEX "mail_outgoingmessage_workspace_id_346a94ee" ON "mail_outgoingmessage" ("workspace_id");
CREATE INDEX "outgoing_queue" ON "mail_outgoingmessage" ("send_after") WHERE "state" = 'queued';
CREATE INDEX "outgoing_claimed" ON "mail_outgoingmessage" ("lease_until") WHERE "state" = 'claimed';
CREATE INDEX "outgoing_state_list" ON "mail_outgoingmessage" ("workspace_id", "state", "queued_at");
CREATE INDEX "outgoing_person" ON "mail_outgoingmessage" ("person_id", "queued_at");
CREATE INDEX "mail_incomingmessage_followup_id_477b7758" ON "mail_incomingmessage" ("followup_id");
CREATE INDEX "mail_incomingmessage_person_id_d6a0dc84" ON "mail_incomingmessage" ("person_id");
CREATE INDEX "mail_incomingmessage_workspace_id_00ead35c" ON "mail_incomingmessage" ("workspace_id");
CREATE INDEX "mail_incomingmessage_mailbox_id_651a0684" ON "mail_incomingmessage" ("mailbox_id");
CREATE INDEX "mail_incomingmessage_answers_id_c636ee2d" ON "mail_incomingmessage" ("answers_id");
CREATE INDEX "incoming_person" ON "mail_incomingmessage" ("person_id", "received_at");
CREATE INDEX "promises_promise_followup_id_eb342d8f" ON "promises_promise" ("followup_id");
CREATE INDEX "promises_promise_owner_id_9fd04f51" ON "promises_promise" ("owner_id");
CREATE INDEX "promises_promise_person_id_46242a9f" ON "promises_promise" ("person_id");
CREATE INDEX "promises_promise_touch_id_4d59e532" ON "promises_promise" ("touch_id");
CREATE INDEX "promises_promise_workspace_id_3b20a975" ON "promises_promise" ("workspace_id");
CREATE INDEX "promise_open" ON "promises_promise" ("workspace_id", "owner_id", "due_at") WHERE "state" = 'open';
CREATE INDEX "promise_person" ON "promises_promise" ("person_id", "due_at");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
CREATE INDEX "twelfth_cache_expires" ON "twelfth_cache" ("expires");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('django_migrations',34);
INSERT INTO "sqlite_sequence" VALUES('account_emailaddress',0);
INSERT INTO "sqlite_sequence" VALUES('django_content_type',36);
INSERT INTO "sqlite_sequence" VALUES('auth_permission',144);
INSERT INTO "sqlite_sequence" VALUES('auth_group',0);
INSERT INTO "sqlite_sequence" VALUES('background_jobfile',1);
INSERT INTO "sqlite_sequence" VALUES('cadences_cadence',1);
INSERT INTO "sqlite_sequence" VALUES('cadences_cadenceversion',1);
INSERT INTO "sqlite_sequence" VALUES('cadences_step',12);
INSERT INTO "sqlite_sequence" VALUES('people_person',9);
INSERT INTO "sqlite_sequence" VALUES('people_company',1);
INSERT INTO "sqlite_sequence" VALUES('people_optout',1);
INSERT INTO "sqlite_sequence" VALUES('people_contactpoint',14);
INSERT INTO "sqlite_sequence" VALUES('people_suppression',1);
INSERT INTO "sqlite_sequence" VALUES('people_tag',1);
INSERT INTO "sqlite_sequence" VALUES('people_persontag',1);
INSERT INTO "sqlite_sequence" VALUES('mail_mailbox',1);
INSERT INTO "sqlite_sequence" VALUES('mail_mailfolder',1);
INSERT INTO "sqlite_sequence" VALUES('mail_outgoingmessage',3);
INSERT INTO "sqlite_sequence" VALUES('mail_incomingmessage',1);
INSERT INTO "sqlite_sequence" VALUES('accounts_workspace',1);
INSERT INTO "sqlite_sequence" VALUES('accounts_user',1);
INSERT INTO "sqlite_sequence" VALUES('accounts_member',1);
INSERT INTO "sqlite_sequence" VALUES('accounts_event',53);
INSERT INTO "sqlite_sequence" VALUES('people_searchword',63);
INSERT INTO "sqlite_sequence" VALUES('followups_followup',8);
INSERT INTO "sqlite_sequence" VALUES('touches_touch',14);
INSERT INTO "sqlite_sequence" VALUES('people_remark',1);
INSERT INTO "sqlite_sequence" VALUES('promises_promise',2);
INSERT INTO "sqlite_sequence" VALUES('deals_deal',3);
INSERT INTO "sqlite_sequence" VALUES('background_job',1);
COMMIT;
