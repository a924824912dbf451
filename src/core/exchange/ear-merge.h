/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing in what partners sent: looked at before anything changes, guarded, applied in one transaction, taken back.
 * ear_bundle_merge() joins without asking; everything that a person starts goes through here. Synchronous, on the
 * store's thread. */
#pragma once

#include <sys/stat.h>

#include "ear-codebook-event.h"
#include "ear-exchange.h"

G_BEGIN_DECLS

/* A stamp this far ahead of this laptop's clock is not merged but kept for review (design, “Records and merging”). */
#define EAR_MERGE_MAX_AHEAD_MS (G_GUINT64_CONSTANT (24) * 60 * 60 * 1000)
/* A merge that would delete or erase more records than this that somebody else than its sender wrote asks first. */
#define EAR_MERGE_MAX_REMOVALS 5
/* So many changes of one kind and outcome are listed one by one; the counts are always complete. */
#define EAR_MERGE_MAX_LISTED 500

typedef enum
{
  EAR_SENDER_UNNAMED, /* a plain file that does not say who wrote it, or a reference file */
  EAR_SENDER_SELF,
  EAR_SENDER_KNOWN,   /* accepted here */
  EAR_SENDER_NEW,     /* not accepted yet: what it says waits */
  EAR_SENDER_REVOKED, /* its bundles are refused */
} EarSender;

typedef enum
{
  EAR_MERGE_TAKEN,
  EAR_MERGE_QUARANTINED, /* kept aside: a clock ahead, or a sender nobody accepted yet */
} EarMergeFate;

/* One value that a merge changes, as a person reads it: names for what is referred to, at most some 120 characters. */
typedef struct
{
  guint field;
  char *from; /* (nullable) */
  char *to;   /* (nullable) */
} EarMergeEdit;

/* One record that a merge changes. */
typedef struct
{
  EarKind kind;
  EarId id;
  EarId author;        /* who gave its latest value; EAR_ID_NONE for an erased record */
  EarOutcome outcome;
  EarMergeFate fate;
  gboolean conflict;
  gboolean removes_others; /* deletes or erases what somebody else than the sender wrote */
  char *label;         /* (nullable) what a person calls it, at most some 120 characters; of what a merge would erase
                        * only in a preview */
  GPtrArray *edits;    /* (nullable) (element-type EarMergeEdit) of an updated record in a preview, and of themes and devices
                        * always: what shows another value */
  EarId part_of;       /* of a theme: which one was split into it and others; else EAR_ID_NONE */
  char *published;     /* (nullable) of a device that is new here: the version of the codebook that it gave out */
} EarMergeChange;

/* How many records of one author a merge brings. */
typedef struct
{
  EarId author;
  char *name; /* (nullable) of the device */
  char *organisation; /* (nullable) its */
  guint counts[EAR_N_OUTCOMES];
  guint n_quarantined, n_conflicts;
} EarMergeAuthor;

typedef struct
{
  char *path;
  char *name;           /* of the file, as shown */
  EarMergeResult result;
  EarSender sender;
  char *organisation;   /* (nullable) the sender's, as the bundle or this workbook says */
  char *words;          /* (nullable) the sender's fingerprint, to be read over the phone */
  gboolean sealed;
  gboolean is_signed;   /* by the key of the device it says it is from */
  gboolean partial;     /* the bundle says that it holds a part only */
  gboolean known;       /* nothing in it is new */
  guint quarantined[EAR_N_KINDS];
  guint n_quarantined;
  guint n_removals;     /* of records that others wrote */
  GPtrArray *changes;   /* (element-type EarMergeChange) */
  GPtrArray *authors;   /* (element-type EarMergeAuthor) who bring most first */
  struct stat info;     /* what the file was when it was read; all zero where that could not be told */
} EarMergeFile;

typedef struct
{
  GPtrArray *files;     /* (element-type EarMergeFile) in the order they were given */
  guint n_quarantined, n_removals, n_conflicts;
  gint64 merge;         /* its number, for taking it back; 0 for a preview or where nothing changed */
} EarMerge;

typedef struct
{
  const EarId *accept;    /* devices to accept now, with this merge */
  guint n_accept;
  gboolean accept_all;    /* accept whoever sent the files */
  gboolean allow_removals;
  const char *passphrase; /* (nullable) of files sealed with one */
  GHashTable *seen;       /* (nullable) (element-type filename struct-stat) what the files were when somebody looked at them: one
                           * that is another by now is refused with EAR_EXCHANGE_ERROR_REPLACED */
} EarMergeOptions;

/* @options may be NULL: nothing is accepted or allowed. No transaction may be under way. A revoked sender's file, one that
 * is forged, and one that is no bundle and no list are errors in both.
 *
 * Joins the files in a transaction that is rolled back, so that it says exactly what applying would do. */
EarMerge *ear_merge_preview (EarStore *store, const char *const *paths, const EarMergeOptions *options,
                             EarProgress progress, gpointer data, GCancellable *cancellable, GError **error);
/* All files or none. Refused with EAR_EXCHANGE_ERROR_ASKS_FIRST where it removes much that others wrote and
 * options do not allow it. */
EarMerge *ear_merge_apply (EarStore *store, const char *const *paths, const EarMergeOptions *options,
                           EarProgress progress, gpointer data, GCancellable *cancellable, GError **error);
void ear_merge_free (EarMerge *merge);
/* (transfer full) of a preview, for the options with which it is applied */
GHashTable *ear_merge_seen (const EarMerge *looked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarMerge, ear_merge_free)

/* ear-merge-codebook.c: (transfer full) (element-type EarCodebookEvent) */
GPtrArray *ear_merge_codebook (const EarMergeFile *file);

/* What was merged before, newest first. */
typedef struct
{
  gint64 merge;
  char *happened;  /* UTC, 2026-11-24T10:15 */
  char *files;     /* names, for a person */
  char *senders;   /* (nullable) names, for a person */
  guint n_added, n_updated, n_deleted, n_erased, n_conflicts;
  gboolean undone;
  gboolean can_undo; /* it is the newest that is not undone */
} EarMergeEntry;

GPtrArray *ear_merge_list (EarStore *store, GError **error); /* (element-type EarMergeEntry) */
void ear_merge_entry_free (EarMergeEntry *entry);

/* Takes back the newest merge. What was edited here since stays; so does what it erased. */
typedef struct
{
  guint n_removed, n_restored;
  guint n_kept;    /* records that were edited here since and stay */
  guint n_erased;  /* stay erased */
} EarMergeUndone;
gboolean ear_merge_undo (EarStore *store, gint64 merge, EarMergeUndone *undone, EarProgress progress, gpointer data,
                         GCancellable *cancellable, GError **error);

/* What was kept aside, for review. */
typedef enum
{
  EAR_QUARANTINE_CLOCK,  /* written more than a day in the future, as this laptop's clock has it */
  EAR_QUARANTINE_SENDER, /* from a device that nobody accepted yet */
  EAR_QUARANTINE_REMOVAL, /* it waited for its sender to be accepted, and would remove much that others wrote */
} EarQuarantineReason;

typedef struct
{
  gint64 n;
  EarQuarantineReason reason;
  EarId sender;        /* EAR_ID_NONE where the file did not say */
  EarKind kind;
  EarId id;
  EarClock latest;     /* its latest stamp */
  char *file;          /* the name of the file that brought it */
  char *label;         /* (nullable) */
} EarQuarantined;

GPtrArray *ear_quarantine_list (EarStore *store, GError **error); /* (element-type EarQuarantined) */
guint ear_quarantine_count (EarStore *store, GError **error);
/* Joins them now, as a merge of its own that can be taken back; it does not make them wait again. What is not there any
 * more is no error. */
gboolean ear_quarantine_release (EarStore *store, const gint64 *items, guint n_items, GError **error);
gboolean ear_quarantine_drop (EarStore *store, const gint64 *items, guint n_items, GError **error);
void ear_quarantined_free (EarQuarantined *item);

/* ear-quarantine-groups.c: the same by sender and reason. */
typedef struct
{
  EarQuarantineReason reason;
  EarId sender;        /* EAR_ID_NONE where the file did not say */
  char *name;          /* (nullable) of the sender */
  char *organisation;  /* (nullable) */
  char *words;         /* (nullable) its fingerprint, to be read over the phone */
  GPtrArray *items;    /* (element-type EarQuarantined) */
} EarQuarantineGroup;

GPtrArray *ear_quarantine_groups (EarStore *store, GError **error);
void ear_quarantine_group_free (EarQuarantineGroup *group);

G_END_DECLS
