/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about an occasion, written on the workbook's thread: a field of the session, a group that was there.
 * And the lists its fields choose from. No GTK here. */
#pragma once

#include "ear-take-back.h"

G_BEGIN_DECLS

typedef struct
{
  EarRecord *session; /* as the page knew it; written when it is not there yet */
  guint field;        /* of the session; 0 when it is a group that changes */
  char *value;        /* (nullable) */
  gboolean by_name;   /* @value is the name of the record referred to, which is made where there is none */
  EarId group;        /* none: the group called @value, made where there is none */
  gboolean absent;    /* the group was not there after all */
  gint64 people;      /* -1: not counted */
  GPtrArray *before;  /* (nullable) EarCodebookBefore, where it is to be taken back one day; the work's own */
} EarOccasionWork;

EarOccasionWork *ear_occasion_work_new (const EarRecord *session);
void ear_occasion_work_free (EarOccasionWork *work);
gboolean ear_organisation_find_or_make (EarStore *store, const char *name, EarId *id, EarCodebookBefore *before, GError **error);
gboolean ear_group_find_or_make (EarStore *store, const char *name, EarId *id, EarCodebookBefore *before, GError **error);
gpointer ear_occasion_work_job (EarStore *store, gpointer work, GCancellable *cancellable, GError **error);

/* What can be chosen from. */
typedef struct
{
  GPtrArray *places, *groups, *themes; /* EarTreeRow */
  GPtrArray *organisations;            /* EarTreeRow, without a tree */
} EarCatalogue;

gpointer ear_catalogue_job (EarStore *store, gpointer nothing, GCancellable *cancellable, GError **error);
void ear_catalogue_free (EarCatalogue *catalogue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarOccasionWork, ear_occasion_work_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarCatalogue, ear_catalogue_free)

/* A record that is deleted. */
typedef struct
{
  EarKind kind;
  EarId id;
} EarDeletion;

gpointer ear_deletion_job (EarStore *store, gpointer deletion, GCancellable *cancellable, GError **error);

G_END_DECLS
