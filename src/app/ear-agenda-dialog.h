/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda of an Assembly: what is asked and proposed, in order. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_AGENDA_DIALOG (ear_agenda_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarAgendaDialog, ear_agenda_dialog, EAR, AGENDA_DIALOG, AdwDialog)

/* Signals: "chosen" (guint): the item that is spoken about now. */
AdwDialog *ear_agenda_dialog_new (EarWorkbook *workbook, const EarId *session);

G_END_DECLS
