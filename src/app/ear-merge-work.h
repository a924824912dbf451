/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files brought in, on the workbook's thread. */
#pragma once

#include "ear-folder.h"
#include "ear-progress-box.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

/* Files to look at, or to bring in. */
typedef struct
{
  GStrv paths;          /* afterwards those that can be used */
  GArray *accept;       /* EarId of devices to accept */
  gboolean allow_removals;
  char *passphrase;     /* (nullable) */
  gboolean apply;       /* not only to look */
  GHashTable *seen;     /* (nullable) what the files were when they were looked at; afterwards, what they are */
  EarProgressShare *share;
  GPtrArray *failures;  /* EarFolderFailure */
  EarMerge *merge;      /* (nullable) */
} EarMergeJob;

EarMergeJob *ear_merge_job_new (GStrv paths);
void ear_merge_job_unref (EarMergeJob *job);
void ear_merge_job_async (EarWorkbook *workbook, EarMergeJob *job, EarProgressShare *share, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
EarMergeJob *ear_merge_job_finish (GAsyncResult *result, GError **error);
void ear_merge_undo_async (EarWorkbook *workbook, gint64 merge, EarProgressShare *share, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarMergeJob, ear_merge_job_unref)

G_END_DECLS
