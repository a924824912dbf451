/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of merging share. */
#pragma once

#include "ear-merge.h"
#include "ear-store-merges.h"
#include "ear-store-quarantine.h"

G_BEGIN_DECLS

/* ear-merge-changes.c: what one file changes, gathered as it is joined. */
typedef struct
{
  EarStore *store;
  EarMergeFile *file;
  GHashTable *authors; /* EarId → EarMergeAuthor, lent by the file */
  guint16 listed[2][EAR_N_KINDS][EAR_N_OUTCOMES];
} EarMergeGathering;

void ear_merge_gathering_begin (EarMergeGathering *gathering, EarStore *store, EarMergeFile *file);
void ear_merge_gathering_clear (EarMergeGathering *gathering);
gboolean ear_merge_gathering_lists (EarMergeGathering *gathering, EarKind kind, EarOutcome outcome, EarMergeFate fate);
void ear_merge_gather (EarMergeGathering *gathering, const EarRecord *record, EarOutcome outcome, EarMergeFate fate,
                       gboolean conflict, gboolean removes_others, const char *label);
void ear_merge_gather_edits (EarMergeGathering *gathering, const EarStoreJoined *joined);
void ear_merge_gathering_end (EarMergeGathering *gathering);
void ear_merge_file_free (EarMergeFile *file);

char *ear_merge_label (EarStore *store, const EarRecord *record);
EarRecord *ear_merge_look_up (EarStore *store, EarKind kind, const EarId *id);
char *ear_merge_device_name (EarStore *store, const EarId *device);
char *ear_merge_device_organisation (EarStore *store, const EarId *device);
char *ear_merge_device_words (EarStore *store, const EarId *device);

/* ear-merge-seen.c: what files were when somebody looked at them. */
GHashTable *ear_merge_seen_new (void);
void ear_merge_seen_add (GHashTable *seen, const char *path, const struct stat *info);
gboolean ear_merge_check_seen (GHashTable *seen, const char *path, const char *name, struct stat *info, GError **error);

/* ear-merge-seal.c */
gboolean ear_merge_check_signer (EarStore *store, const EarId *sender, const guint8 *signing_key, const char *file,
                                 gboolean *known, GError **error);
gboolean ear_merge_check_own_word (EarStore *store, const EarRecord *record, const guint8 *signing_key, const char *file,
                                   gboolean *proved, GError **error);
gboolean ear_merge_pin_keys (EarStore *store, const EarId *device, GError **error);

/* ear-quarantine.c */
guint64 ear_quarantine_latest_now (EarStore *store);
gboolean ear_quarantine_is_ahead (const EarRecord *record, guint64 latest_ms);
gboolean ear_quarantine_release_sender (EarStore *store, const EarId *sender, gboolean hold_removals, EarMergeResult *result,
                                        GError **error);

G_END_DECLS
