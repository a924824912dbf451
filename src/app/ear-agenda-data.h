/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of an Assembly read and write, on the workbook's thread. */
#pragma once

#include "ear-assembly-list.h"
#include "ear-workbook.h"
#include "ear-window.h"

G_BEGIN_DECLS

gpointer ear_agenda_job (EarStore *store, gpointer session, GCancellable *cancellable, GError **error); /* an EarAssembly */

/* @item, @support: (transfer full) */
void ear_agenda_put_item (EarWindow *window, EarRecord *item, const char *said, GObject *object, void (*done) (gpointer object));
void ear_agenda_move_item (EarWindow *window, const EarId *item, guint to);
void ear_agenda_remove_item (EarWindow *window, const EarId *item);
void ear_agenda_count (EarWindow *window, EarRecord *support, GObject *object, void (*done) (gpointer object));

char *ear_agenda_support_words (const EarAssemblyItem *item);
guint ear_agenda_count_live (const EarAssembly *assembly);

G_END_DECLS
