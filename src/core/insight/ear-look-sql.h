/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding what needs a look in the tables. What finds it knows the row and the field; ear-look-list.c reads the rest. */
#pragma once

#include "ear-look.h"

G_BEGIN_DECLS

/* The kinds that can have such a thing, in the order of the list. */
#define EAR_LOOK_N_KINDS EAR_N_KINDS
extern const EarKind ear_look_order[EAR_LOOK_N_KINDS];

/* "SELECT id, field …" without an order, one row for each thing; NULL where records of the kind cannot have it. */
char *ear_look_sql (EarKind kind, EarLookReason reason);

/* Rows of contributions with a field in conflict: "SELECT n …". */
char *ear_look_voices_sql (void);

/* ear-look-permission.c: says in @item what holds until it is decided, and puts that first. */
gboolean ear_look_weigh_permission (EarStore *store, EarLookItem *item, const EarRecord *record, GError **error);

G_END_DECLS
