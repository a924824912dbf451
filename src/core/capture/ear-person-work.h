/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Those who spoke in a session, by pseudonym: P1, a table. What is said about one, and the groups they belong to. On the
 * workbook's thread. No GTK here. */
#pragma once

#include "ear-session-view.h"
#include "ear-take-back.h"

G_BEGIN_DECLS

typedef struct
{
  EarRecord *session;
  EarRecord *person;  /* as the page knew it, with what was changed */
  gboolean in_group;  /* a group is set, and nothing else */
  EarId group;        /* none: the group called @group_name, made where there is none */
  char *group_name;   /* (nullable) */
  gboolean absent;    /* the person is not of the group after all */
  GPtrArray *before;  /* (nullable) EarCodebookBefore, where it is to be taken back one day; the work's own */
} EarPersonWork;

EarPersonWork *ear_person_work_new (const EarRecord *session, const EarRecord *person);
void ear_person_work_free (EarPersonWork *work);
gpointer ear_person_work_job (EarStore *store, gpointer work, GCancellable *cancellable, GError **error);

EarRecord *ear_person_begin (const EarSessionView *view, gboolean table);

/* Of one session, in the order they were met. (element-type EarPerson) */
GPtrArray *ear_person_list (EarStore *store, const EarId *session, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarPersonWork, ear_person_work_free)

G_END_DECLS
